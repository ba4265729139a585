import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

export interface PageFiles {
  html: string;
  css: string;
  script: string;
}

/** The sandbox's page, put together in memory: nothing is written, there is no build step. */
export async function bundlePage(folder: string = join(import.meta.dirname, 'page')): Promise<PageFiles> {
  const [html, css, sheets, desk, built] = await Promise.all([
    readFile(join(folder, 'index.html'), 'utf8'),
    readFile(join(folder, 'page.css'), 'utf8'),
    readFile(join(folder, 'sheets.css'), 'utf8'),
    readFile(join(folder, 'desk.css'), 'utf8'),
    build({
      entryPoints: [join(folder, 'main.ts')],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      minify: true,
      legalComments: 'none',
      logLevel: 'silent',
    }),
  ]);
  return { html, css: [css, sheets, desk].join('\n'), script: built.outputFiles[0]?.text ?? '' };
}
