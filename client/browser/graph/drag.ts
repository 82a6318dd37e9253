import type { Point } from "./camera.ts";

/** What a pointer can do to a picture. */
export interface Dragging {
  readonly move: (by: Point) => void;
  /** @param at in the element, in pixels */
  readonly zoom: (factor: number, at: Point) => void;
  /** Pressed and not dragged. */
  readonly press: (target: EventTarget | null, at: Point) => void;
  readonly pressTwice: (target: EventTarget | null, at: Point) => void;
  /** Moved there, not dragged. */
  readonly hover: (target: EventTarget | null, at: Point) => void;
}

/** So far a pointer may slip while it presses, in pixels. */
const SLIP = 4;

/** Drags move, wheels move, and zoom with Ctrl, as a pinch on a touchpad does; two fingers zoom. */
export function drag(root: HTMLElement, { move, zoom, press, pressTwice, hover }: Dragging): void {
  const pointers = new Map<number, Point>();
  let began: { readonly at: Point; readonly target: EventTarget | null } | undefined;
  let isDragging = false;

  root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, pointOf(event));
    isDragging = pointers.size > 1;
    began = { at: pointOf(event), target: event.target };
  });
  root.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last || !began) {
      hover(event.target, inside(root, pointOf(event)));
      return;
    }
    const now = pointOf(event);
    if (!isDragging && distance(now, began.at) > SLIP) {
      isDragging = true;
      root.setPointerCapture(event.pointerId);
      root.classList.add("dragging");
    }
    if (!isDragging) return;
    pointers.set(event.pointerId, now);
    const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    if (!other) move({ x: now.x - last.x, y: now.y - last.y });
    else zoom(distance(now, other) / Math.max(1, distance(last, other)), inside(root, other));
  });
  const end = (event: PointerEvent): void => {
    const wasPress = pointers.delete(event.pointerId) && !isDragging;
    if (pointers.size > 0) return;
    root.classList.remove("dragging");
    if (wasPress && event.type === "pointerup")
      press(began?.target ?? null, inside(root, pointOf(event)));
    began = undefined;
  };
  root.addEventListener("pointerup", end);
  root.addEventListener("pointercancel", end);
  root.addEventListener("dblclick", (event) => {
    pressTwice(event.target, inside(root, pointOf(event)));
  });
  root.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const unit = event.deltaMode === 1 ? 16 : 1;
      if (event.ctrlKey || event.metaKey) {
        zoom(Math.exp((-event.deltaY * unit) / 200), inside(root, pointOf(event)));
      } else if (event.shiftKey && event.deltaX === 0) move({ x: -event.deltaY * unit, y: 0 });
      else move({ x: -event.deltaX * unit, y: -event.deltaY * unit });
    },
    { passive: false },
  );
}

const pointOf = ({ clientX, clientY }: MouseEvent): Point => ({ x: clientX, y: clientY });

function inside(root: HTMLElement, { x, y }: Point): Point {
  const { left, top } = root.getBoundingClientRect();
  return { x: x - left, y: y - top };
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
