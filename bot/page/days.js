// The two days of the filter and the visitor's own today: the component's value, sent along with a question.
const today = () => new Date().toLocaleDateString('sv');  // Swedish dates are written as in ISO 8601
const send = () => {
  const [since, until] = [...element.querySelectorAll('input')].map((box) => box.value);
  const now = { since, until, today: today() };
  if (JSON.stringify(now) !== JSON.stringify(props.value)) props.value = now;  // drawn anew, it would undo what is typed
};
element.addEventListener('change', send);
document.addEventListener('visibilitychange', send);  // a page left open overnight
send();
