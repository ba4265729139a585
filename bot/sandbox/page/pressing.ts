/** What the mouse or a finger is down on. Were it replaced meanwhile, the click would reach nobody. */
let held: Node | null = null;
/** What was to be drawn around it, the newest of each place. */
const late = new Map<Node, () => void>();
let redraw = (): void => undefined;

addEventListener(
  'pointerdown',
  ({ target }) => {
    held = target instanceof Node ? target : null;
  },
  true,
);
// Before those who hear the click: what they draw is drawn at once.
addEventListener(
  'click',
  () => {
    held = null;
  },
  true,
);
for (const end of ['pointerup', 'pointercancel']) {
  addEventListener(
    end,
    () => {
      const was = held;
      // The click comes between.
      setTimeout(() => {
        if (held === was) held = null;
        if (held || late.size === 0) return;
        redraw();
        for (const draw of [...late.values()]) draw();
      });
    },
    true,
  );
}

/** Tells whether something in `place` is being pressed: then `draw` is done when it is let go, unless something newer is drawn there. */
export function isHeld(place: Node, draw: () => void): boolean {
  late.delete(place);
  if (!held || !place.contains(held)) return false;
  late.set(place, draw);
  return true;
}

/** Draws everything anew when something is let go that held a drawing up. */
export function whenLetGo(draw: () => void): void {
  redraw = draw;
}
