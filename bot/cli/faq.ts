import type { Command } from 'commander';
import { askCommand } from './faq-ask.ts';
import { checkCommand } from './faq-check.ts';

/** `faq ask`, `faq check`: the questions that the bot can answer. Neither opens the database nor reads a setting. */
export function faqCommands(program: Command): void {
  const faq = program.command('faq').description('the questions that the bot can answer');
  askCommand(faq);
  checkCommand(faq);
}
