export type GateState = 'idle' | 'reading' | 'open' | 'closed';

const PICTURE = `
<svg viewBox="0 0 360 210" class="turnstile" aria-hidden="true">
  <ellipse cx="180" cy="190" rx="165" ry="13" class="shade"/>
  <rect x="96" y="62" width="78" height="104" rx="8" class="wing left"/>
  <rect x="186" y="62" width="78" height="104" rx="8" class="wing right"/>
  <g class="pillar"><path d="M40 40a14 14 0 0 1 14-14h34a14 14 0 0 1 14 14v148H40z"/><path class="band" d="M50 58h42v5H50z"/><path class="foot" d="M34 184h74v8H34z"/></g>
  <g class="pillar"><path d="M258 40a14 14 0 0 1 14-14h34a14 14 0 0 1 14 14v148h-62z"/><path class="band" d="M268 58h42v5h-42z"/><path class="foot" d="M252 184h74v8h-74z"/></g>
  <g class="reader"><rect x="270" y="78" width="38" height="46" rx="7"/><path d="M278 92v-6h6M300 92v-6h-6M278 110v6h6M300 110v6h-6"/><path class="beam" d="M280 101h18"/></g>
  <g class="sign"><circle cx="71" cy="100" r="20"/><path class="yes" d="m62 100 6.5 7 12-13"/><path class="no" d="M63 92l16 16M79 92l-16 16"/><path class="wait" d="M62 100h18"/></g>
</svg>`;

/** The picture of a turnstile; its class says whether it is open. */
export function turnstile(): { element: HTMLElement; show: (state: GateState) => void } {
  const element = document.createElement('div');
  element.className = 'gate-picture idle';
  element.innerHTML = PICTURE;
  return {
    element,
    show(state) {
      element.className = `gate-picture ${state}`;
    },
  };
}
