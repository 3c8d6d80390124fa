// The conversation in the browser. Runs once, with `element`, `trigger` and `watch` from gr.HTML.
const ask = (question) => trigger('example', { question });

const markCurrent = (button) => {
  document.querySelectorAll('.nd-cite[aria-current]').forEach((other) => other.removeAttribute('aria-current'));
  if (button) button.setAttribute('aria-current', 'true');
};

const openSource = (button) => {
  const turn = button.closest('.nd-turn');
  markCurrent(button);
  document.querySelector('#nd-columns').dataset.drawer = 'open';
  window.ndOpener = button;  // where the focus returns to when the drawer is closed
  trigger('cite', { turn: Number(turn.dataset.turn), quote: Number(button.dataset.quote), at: String(Date.now()) });
};

// The same question in another way: without a limit, as typed, or in other words.
const again = (inside, change, words = '') =>
  trigger('again', { turn: Number(inside.closest('.nd-turn').dataset.turn), change, words });

const edit = (button) => {
  const line = button.closest('.nd-understood');
  const box = Object.assign(document.createElement('input'), {
    type: 'text', className: 'nd-rewording', value: line.querySelector('q').textContent, maxLength: 2000,
  });
  box.setAttribute('aria-label', 'The question as it is searched');
  box.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Enter' && box.value.trim()) again(line, 'edit', box.value);
    if (event.key === 'Escape') { box.replaceWith(...kept); button.focus(); }
  });
  const kept = [...line.childNodes];
  line.replaceChildren(box);
  box.focus();
  box.select();
};

const turnOf = (inside) => Number(inside.closest('.nd-turn').dataset.turn);

// Without HTTPS a browser lends no clipboard but to a selection.
const copy = async (button) => {
  const text = button.dataset.text;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = Object.assign(document.createElement('textarea'), { value: text });
    document.body.append(box);
    box.select();
    document.execCommand('copy');
    box.remove();
  }
  button.textContent = 'Copied';
  setTimeout(() => { button.textContent = 'Copy with sources'; }, 2000);
};

const save = (button) => {
  trigger('save', { turn: turnOf(button), kind: button.dataset.kind });
  button.closest('details').open = false;
};

// A verdict counts at once; why is asked beside it, and may be left out.
const rate = (button) => {
  const verdict = button.dataset.verdict;
  const turn = turnOf(button);
  const actions = button.closest('.nd-actions');
  actions.querySelectorAll('.nd-rate').forEach((one) => one.setAttribute('aria-pressed', String(one === button)));
  actions.querySelector('.nd-why')?.remove();
  const box = Object.assign(document.createElement('input'), {
    type: 'text', className: 'nd-why', maxLength: 1000,
    placeholder: verdict === 'up' ? 'What is good about it? (Enter sends)' : 'What is wrong with it? (Enter sends)',
  });
  box.setAttribute('aria-label', 'Why');
  box.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') { box.value = ''; box.blur(); }
    if (event.key === 'Enter') box.blur();
  });
  const question = button.closest('.nd-turn').querySelector('.nd-question').textContent;
  const send = (reason) => trigger('rate', { turn, question, verdict, reason });
  box.addEventListener('blur', () => { if (box.value.trim()) send(box.value.trim()); box.remove(); }, { once: true });
  send('');
  actions.append(box);
  box.focus();
};

element.addEventListener('click', (event) => {
  element.querySelectorAll('details.nd-formats[open]').forEach((menu) => { menu.open = menu.contains(event.target); });
  const button = event.target.closest('button');
  if (!button) return;
  if (button.matches('.nd-cite')) openSource(button);
  else if (button.matches('.nd-example, .nd-next')) ask(button.textContent);
  else if (button.matches('.nd-limit')) again(button, button.dataset.limit);
  else if (button.matches('.nd-literal')) again(button, 'literal');
  else if (button.matches('.nd-edit')) edit(button);
  else if (button.matches('.nd-to-library')) trigger('library', {});
  else if (button.matches('.nd-copy')) copy(button);
  else if (button.matches('.nd-save')) save(button);
  else if (button.matches('.nd-rate')) rate(button);
});

// What could be asked next is looked for once an answer is shown; `onward.js` puts it there.
const leadOn = () => {
  const place = element.querySelector('.nd-turn:last-child .nd-onward');
  if (!place || element.querySelector('.nd-shared')) return;
  place.setAttribute('aria-busy', 'true');
  trigger('onward', { turn: turnOf(place) });
};

// A new answer is read from its question on: bring that to the top of the column.
watch('value', () => {
  const turns = element.querySelectorAll('.nd-turn');
  const pending = element.querySelector('.nd-pending');
  const column = element.closest('#nd-chat');
  if (!column) return;
  if (!pending) leadOn();
  const last = turns[turns.length - 1];
  if (last) markCurrent(last.querySelector('[data-found="true"] .nd-evidence .nd-cite'));
  const top = last ? column.scrollTop + last.getBoundingClientRect().top - column.getBoundingClientRect().top : 0;
  if (element.querySelector('.nd-shared')) { column.scrollTo({ top: 0 }); return; }  // read from its beginning
  column.scrollTo({ top: Math.max(0, top - 12) });
});
