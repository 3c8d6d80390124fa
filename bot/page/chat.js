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

element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.matches('.nd-cite')) openSource(button);
  else if (button.matches('.nd-example')) ask(button.textContent);
  else if (button.matches('.nd-limit')) again(button, button.dataset.limit);
  else if (button.matches('.nd-literal')) again(button, 'literal');
  else if (button.matches('.nd-edit')) edit(button);
  else if (button.matches('.nd-to-library')) trigger('library', {});
});

// A new answer is read from its question on: bring that to the top of the column.
watch('value', () => {
  const turns = element.querySelectorAll('.nd-turn');
  const column = element.closest('#nd-chat');
  if (!column) return;
  const last = turns[turns.length - 1];
  if (last) markCurrent(last.querySelector('[data-found="true"] .nd-cite'));
  const top = last ? column.scrollTop + last.getBoundingClientRect().top - column.getBoundingClientRect().top : 0;
  column.scrollTo({ top: Math.max(0, top - 12) });
});
