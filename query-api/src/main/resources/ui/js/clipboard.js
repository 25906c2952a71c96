// Copying that works without a secure origin too: on-call pages are often plain http on an inside host.
import { announce, el } from './dom.js';

/** A button that copies what `read` gives (text, or a promise of it) and says how that went. */
export function copyButton(label, read, props = {}) {
  const button = el('button', { type: 'button', class: 'copy', text: label, ...props });
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      const copied = await copy(await read());
      tell(button, label, copied ? 'Copied' : 'Shown');
    } catch (error) {
      tell(button, label, `Failed: ${error.detail || error.message}`);
    } finally {
      button.disabled = false;
    }
  });
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    showForCopying(text);
    return false;
  }
}

/** No clipboard here: give the text to the person, selected. */
function showForCopying(text) {
  const area = el('textarea', { readonly: true, rows: 20, 'aria-label': 'Text to copy' });
  area.value = text;
  const dialog = el('dialog', { class: 'copy-dialog' }, el('p', { text: 'Press Ctrl-C (or ⌘C), then Esc.' }), area,
    el('form', { method: 'dialog' }, el('button', { text: 'Close' })));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  area.select();
}

function tell(button, label, outcome) {
  button.textContent = outcome;
  announce(outcome);
  setTimeout(() => { button.textContent = label; }, 2_500);
}
