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

element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.matches('.nd-cite')) openSource(button);
  else if (button.matches('.nd-example')) ask(button.textContent);
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
