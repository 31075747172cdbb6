import { SCRIPT } from './script.ts';

/** Text as HTML shows it, inside an element or a quoted attribute. */
export function html(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

export interface Page {
  readonly language: string;
  readonly title: string;
  readonly style: string;
  readonly body: string;
  /** What the body is about: about the same, the next body keeps what is opened and where the page is scrolled to. */
  readonly about?: string;
  /** What brings the page back after a reload of the window. */
  readonly state?: unknown;
}

/** A page that runs its own script and style and nothing else, and asks nothing of any network. */
export function page({ language, title, style, body, about = '', state }: Page): string {
  const nonce = crypto.randomUUID();
  const kept = state === undefined ? '' : ` data-state="${html(JSON.stringify(state))}"`;
  return `<!DOCTYPE html>
<html lang="${html(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title)}</title>
<style nonce="${nonce}">${BASE}${style}</style>
</head>
<body data-about="${html(about)}"${kept}><main id="content" tabindex="-1">${body}</main><div id="said" role="status"></div><script nonce="${nonce}">${SCRIPT}</script></body>
</html>`;
}

/** What is wider than the page breaks, or scrolls in a box of its own. */
const BASE = `
body{font-family:var(--vscode-font-family);font-size:var(--vscode-font-size);color:var(--vscode-foreground);padding:0 20px 32px;max-width:1100px;line-height:1.5;overflow-wrap:anywhere}
h1{font-size:1.5em;font-weight:600;margin:20px 0 4px}
h2{font-size:1.15em;font-weight:600;margin:28px 0 8px}
h3{font-size:1em;font-weight:600;margin:0}
p{margin:4px 0}
code,pre{font-family:var(--vscode-editor-font-family);font-size:var(--vscode-editor-font-size)}
pre{background:var(--vscode-textCodeBlock-background);border:1px solid var(--vscode-contrastBorder,transparent);padding:10px 12px;overflow:auto;border-radius:4px}
ul{margin:4px 0;padding-left:20px}
button{font:inherit;cursor:pointer}
button.action{color:var(--vscode-button-secondaryForeground);background:var(--vscode-button-secondaryBackground);border:1px solid var(--vscode-button-border,var(--vscode-contrastBorder,var(--vscode-editorWidget-border,transparent)));border-radius:3px;padding:4px 11px;margin:6px 8px 0 0}
button.action:hover{background:var(--vscode-button-secondaryHoverBackground)}
button.link{color:var(--vscode-textLink-foreground);background:none;border:none;padding:0;text-align:left;overflow-wrap:anywhere}
button.link:hover{text-decoration:underline}
.picture{overflow:auto;overflow-wrap:normal;border:1px solid var(--vscode-editorWidget-border,var(--vscode-contrastBorder,transparent));border-radius:4px;background:var(--vscode-editor-background)}
main:focus{outline:none}
:focus-visible{outline:1px solid var(--vscode-focusBorder);outline-offset:2px}
#said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
`;
