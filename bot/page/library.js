// The table of articles in the browser: choosing rows, turning pages.
const chosen = () => [...element.querySelectorAll('tbody input:checked')].map((box) => box.value);

let kept = new Set();

const count = () => {
  kept = new Set(chosen());
  const button = element.querySelector('.nd-remove');
  if (!button) return;
  const keys = chosen();
  button.disabled = keys.length === 0;
  button.textContent = keys.length ? `Remove ${keys.length} …` : 'Remove …';
};

element.addEventListener('change', count);
element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button || button.disabled) return;
  if (button.matches('.nd-remove')) trigger('remove', { keys: chosen() });
  else if (button.matches('.nd-turn-page')) trigger('turn', { to: Number(button.dataset.to) });
});
// A table that is drawn anew keeps what is chosen in it, as far as it still lists that.
watch('value', () => {
  element.querySelectorAll('tbody input').forEach((box) => { box.checked = kept.has(box.value); });
  count();
});
