// Draws media/icon.png: a key before a shield.
import * as path from 'node:path';
import './install.mjs';
import { repo, startBrowser } from './vscode-host.mjs';

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" viewBox="0 0 256 256">
<rect width="256" height="256" rx="52" fill="#1b2a41"/>
<path d="M128 34 L208 62 V122 C208 172 174 206 128 224 C82 206 48 172 48 122 V62 Z" fill="none" stroke="#f0a202" stroke-width="14" stroke-linejoin="round"/>
<circle cx="128" cy="106" r="26" fill="none" stroke="#ffffff" stroke-width="14"/>
<path d="M128 132 V184 M128 160 H150 M128 182 H146" fill="none" stroke="#ffffff" stroke-width="14" stroke-linecap="round"/>
</svg>`;
const browser = await startBrowser();
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
await page.setContent(`<body style="margin:0;background:transparent">${svg}</body>`);
await page.screenshot({ path: path.join(repo, 'media/icon.png'), omitBackground: true });
await browser.close();
