/**
 * What runs in a page. Clicks and what is typed become messages; new content takes the old one's place, and where it is about the same, what was opened
 * stays open and the focus stays where it was. A text of a picture that a font makes wider than its box is drawn narrower.
 */
export const SCRIPT = `
const vscode = acquireVsCodeApi();
const content = document.getElementById('content');
const said = document.getElementById('said');
const { state } = document.body.dataset;
if (state) vscode.setState(JSON.parse(state));
let { about } = document.body.dataset;

function tell({ dataset }) {
  vscode.postMessage({ command: dataset.command, argument: dataset.argument });
}

function fit() {
  for (const text of content.querySelectorAll('svg.trust text')) {
    const shape = text.parentNode.querySelector('rect, .shape');
    if (!shape) continue;
    const box = shape.getBBox();
    const room = box.width - 2 * (text.x.baseVal[0].value - box.x) + 6;
    if (text.getComputedTextLength() <= room) continue;
    text.setAttribute('textLength', room);
    text.setAttribute('lengthAdjust', 'spacingAndGlyphs');
  }
}

function put(body, isSame) {
  const opened = isSame ? [...content.querySelectorAll('details[open]')] : [];
  const focused = content.contains(document.activeElement) ? document.activeElement : undefined;
  const typed = isSame ? [...content.querySelectorAll('input[id]')] : [];
  content.innerHTML = body;
  fit();
  for (const { id } of opened) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  for (const { id, value, checked, selectionStart, selectionEnd } of typed) {
    const input = document.getElementById(id);
    if (!input) continue;
    input.value = value;
    input.checked = checked;
    if (selectionStart !== null) input.setSelectionRange(selectionStart, selectionEnd);
  }
  if (!isSame) window.scrollTo(0, 0);
  if (focused) (document.getElementById(focused.id) ?? content).focus({ preventScroll: true });
}

document.addEventListener('click', (event) => {
  const target = event.target.closest('[data-command]');
  if (target) tell(target);
});
document.addEventListener('keydown', (event) => {
  const target = event.key === 'Enter' || event.key === ' ' ? event.target.closest('[role=button][data-command]') : null;
  if (!target) return;
  event.preventDefault();
  tell(target);
});
document.addEventListener('change', (event) => {
  const target = event.target.closest('[data-change]');
  if (target) vscode.postMessage({ command: target.dataset.change, argument: target.value });
});
document.addEventListener('input', ({ target }) => {
  const command = target.dataset.input;
  if (command) vscode.postMessage({ command, argument: target.type === 'checkbox' ? String(target.checked) : target.value });
});
window.addEventListener('message', ({ data }) => {
  if (data.say !== undefined) {
    said.textContent = '';
    requestAnimationFrame(() => { said.textContent = data.say; });
    return;
  }
  if (data.state !== undefined) vscode.setState(data.state);
  if (data.title !== undefined) document.title = data.title;
  put(data.body, data.about === undefined || data.about === about);
  about = data.about;
});
fit();
`;
