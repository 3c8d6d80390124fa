// The two days of the filter: what is in the boxes is the component's value, sent along with a question.
element.addEventListener('change', () => {
  const [since, until] = [...element.querySelectorAll('input')].map((box) => box.value);
  props.value = { since, until };
});
