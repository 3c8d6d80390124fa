// The two days of the filter and the visitor's own today: the component's value, sent along with a question.
// What stands in the boxes counts; a value that comes later, from a page that is still loading, gives way to it.
const boxes = [...element.querySelectorAll('input')];
const today = () => new Date().toLocaleDateString('sv');  // Swedish dates are written as in ISO 8601
const send = () => {
  const [since, until] = boxes.map((box) => box.value);
  const now = { since, until, today: today() };
  if (JSON.stringify(now) !== JSON.stringify(props.value)) props.value = now;
};
[boxes[0].value, boxes[1].value] = [props.value.since, props.value.until];
element.addEventListener('change', send);
document.addEventListener('visibilitychange', send);  // a page left open overnight
watch('value', send);
send();
