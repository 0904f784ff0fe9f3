/** Binary min-heap of integers 0 .. capacity-1 by a number, over typed arrays; ties by the smaller integer. */
export interface MinHeap {
  size: number;
  readonly items: Int32Array;
  readonly keys: Float64Array;
}

export function createHeap(capacity: number): MinHeap {
  return { size: 0, items: new Int32Array(capacity), keys: new Float64Array(capacity) };
}

export function heapPush(heap: MinHeap, item: number, key: number): void {
  const { items, keys } = heap;
  let at = heap.size++;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const parentKey = keys[parent]!;
    if (parentKey < key || (parentKey === key && items[parent]! < item)) break;
    items[at] = items[parent]!;
    keys[at] = parentKey;
    at = parent;
  }
  items[at] = item;
  keys[at] = key;
}

/** Removes and returns the item of the smallest key; the heap must not be empty. */
export function heapPop(heap: MinHeap): number {
  const { items, keys } = heap;
  const top = items[0]!;
  const size = --heap.size;
  const item = items[size]!;
  const key = keys[size]!;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    const right = child + 1;
    if (right < size && before(heap, right, child)) child = right;
    const childKey = keys[child]!;
    if (childKey > key || (childKey === key && items[child]! > item)) break;
    items[at] = items[child]!;
    keys[at] = childKey;
    at = child;
  }
  items[at] = item;
  keys[at] = key;
  return top;
}

function before(heap: MinHeap, a: number, b: number): boolean {
  const ka = heap.keys[a]!;
  const kb = heap.keys[b]!;
  return ka < kb || (ka === kb && heap.items[a]! < heap.items[b]!);
}
