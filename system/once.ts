/**
 * A function that works its answer out once for each object it is asked about. Plans and topologies
 * are never changed, and hundreds of questions read the same few of them.
 */
export function onceFor<Key extends object, Answer>(
  make: (key: Key) => Answer,
): (key: Key) => Answer {
  const known = new WeakMap<Key, { readonly answer: Answer }>();
  return (key) => {
    const found = known.get(key) ?? { answer: make(key) };
    known.set(key, found);
    return found.answer;
  };
}
