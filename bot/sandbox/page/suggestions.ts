import { h, iconButton, reconcile } from './dom.ts';
import type { Command } from './protocol.ts';

interface Options {
  /** The name of the list and of the button that opens it. */
  label: string;
  onPick: (command: string) => void;
  onChange: () => void;
}

/** The commands that fit what stands in the field so far; the button shows all of them. */
export function suggestions({ label, onPick, onChange }: Options) {
  let all = false;
  const list = h('div', { class: 'suggestions', role: 'group', 'aria-label': label, hidden: true });
  const button = iconButton('slash', label, () => {
    all = !all;
    onChange();
    if (all) list.querySelector('button')?.focus();
  });

  function hide(): void {
    all = false;
    onChange();
  }

  function fitting(commands: readonly Command[], typed: string): readonly Command[] {
    if (all) return commands;
    return /^\/\w*$/.test(typed) ? commands.filter(({ command }) => `/${command}`.startsWith(typed.toLowerCase())) : [];
  }

  return {
    list,
    button,
    /** Escape and leaving the list close it. */
    watch(around: HTMLElement): void {
      around.addEventListener('keydown', (event) => {
        if (event.key !== 'Escape' || !all) return;
        hide();
        button.focus();
      });
      around.addEventListener('focusout', (event) => {
        const to = event.relatedTarget;
        if (all && to instanceof Node && !list.contains(to) && to !== button) hide();
      });
    },
    hide,
    update(commands: readonly Command[], typed: string): void {
      const fit = fitting(commands, typed.trimStart());
      button.hidden = commands.length === 0;
      list.hidden = fit.length === 0;
      reconcile(list, fit, {
        key: ({ command }) => command,
        make: ({ command, description }) =>
          h(
            'button',
            {
              type: 'button',
              onclick: () => {
                all = false;
                onPick(`/${command}`);
              },
            },
            h('b', {}, `/${command}`),
            h('span', {}, description),
          ),
      });
    },
  };
}
