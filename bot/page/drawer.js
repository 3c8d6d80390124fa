// The list of conversations, and the answers to a file of questions, in the browser.
const talkOf = (inside) => Number(inside.closest('[data-talk]').dataset.talk);
const change = (button, what, name = '') => trigger('change_talk', { talk: talkOf(button), change: what, name });

const rename = (button) => {
  const open = button.closest('[data-talk]').querySelector('.nd-talk-open');
  const box = Object.assign(document.createElement('input'), {
    type: 'text', className: 'nd-why', value: open.textContent, maxLength: 120,
  });
  box.setAttribute('aria-label', 'Name of the conversation');
  box.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Enter' && box.value.trim()) change(box, 'rename', box.value);
    if (event.key === 'Escape') { box.replaceWith(open); button.focus(); }
  });
  open.replaceWith(box);
  box.focus();
  box.select();
};

// A second press deletes; leaving the button takes the first one back.
const remove = (button) => {
  if (button.dataset.sure) { change(button, 'delete'); return; }
  button.dataset.sure = 'yes';
  button.textContent = 'Delete for good?';
  button.addEventListener('blur', () => { delete button.dataset.sure; button.textContent = 'Delete'; }, { once: true });
};

const save = (button) => {
  const talk = button.closest('[data-talk]');
  trigger('save', { talk: talk ? Number(talk.dataset.talk) : 0, kind: button.dataset.kind });
  button.closest('details').open = false;
};

element.addEventListener('click', (event) => {
  if (event.target.matches('.nd-link-box')) event.target.select();
  const button = event.target.closest('button');
  if (!button) return;
  if (button.matches('.nd-talk-open')) trigger('open', { talk: talkOf(button) });
  else if (button.matches('.nd-talk-rename')) rename(button);
  else if (button.matches('.nd-talk-delete')) remove(button);
  else if (button.matches('.nd-talk-do')) change(button, button.dataset.change);
  else if (button.matches('.nd-save')) save(button);
});
const links = () => element.querySelectorAll('.nd-link-box').forEach((box) => {
  box.value = `${location.origin}${location.pathname}?shared=${box.dataset.share}`;
});
watch('value', links);
links();
