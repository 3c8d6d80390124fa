// The table of articles in the browser: choosing rows, turning pages.
const chosen = () => [...element.querySelectorAll('tbody input:checked')].map((box) => box.value);

const count = () => {
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
watch('value', () => {
  element.querySelectorAll('tbody input:checked').forEach((box) => { box.checked = false; });
  count();
});
