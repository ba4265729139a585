import { describe, expect, it } from 'vitest';
import { parseHtml } from '#bot/sandbox/telegram/html.ts';
import { renderHtml } from '#bot/sandbox/telegram/render.ts';

describe('HTML as Telegram reads it', () => {
  it.each([
    ['<b>one</b> <i>two</i>', 'one two', ['bold 0 3', 'italic 4 3']],
    ['<b>a<i>b</i></b>', 'ab', ['italic 1 1', 'bold 0 2']],
    ['a & b > c', 'a & b > c', []],
    ['&lt;&gt;&amp;&quot;&nbsp;&#33;&#x1F600;', '<>&"&nbsp;!😀', []],
    ['&amp without a semicolon', '& without a semicolon', []],
    ['😀<b>x</b>', '😀x', ['bold 2 1']],
    ['<b></b>nothing', 'nothing', []],
    ['<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>', 'xy', ['spoiler 0 1', 'spoiler 1 1']],
    ['<pre><code class="language-ts">x</code></pre>', 'x', ['pre 0 1 ts']],
    ['<blockquote expandable>x</blockquote>', 'x', ['expandable_blockquote 0 1']],
    ['<a href="https://Example.com">x</a>', 'x', ['text_link 0 1 https://example.com/']],
    ['<a href="http://localhost:3000/x">x</a>', 'x', []],
    ["<a href='tg://user?id=5'>x</a>", 'x', ['text_link 0 1 tg://user?id=5']],
    ['<B>x</B >', null, 'Unmatched end tag at byte offset 4, expected "</b>", found "</B>"'],
  ])('%s', (html, text, wanted) => {
    if (text === null) {
      expect(() => parseHtml(html)).toThrow(String(wanted));
      return;
    }
    const parsed = parseHtml(html);
    const short = parsed.entities.map((one) =>
      [one.type, one.offset, one.length, one.url ?? one.language ?? ''].join(' ').trim(),
    );
    expect([parsed.text, short]).toEqual([text, wanted]);
  });

  it.each([
    ['ж<abc', 'Unclosed start tag at byte offset 2'],
    ['ж<abc d>', 'Unsupported start tag "abc" at byte offset 2'],
    ['a < b', 'Unsupported start tag "" at byte offset 2'],
    ['<br>', 'Unsupported start tag "br" at byte offset 0'],
    ['<i =a>', 'Empty attribute name in the tag "i" at byte offset 0'],
    ['<i a = ', 'Unclosed start tag "i" at byte offset 0'],
    ['<a href=x/>y</a>', 'Unexpected end of name token at byte offset 8'],
    ['<a href="x', 'Unclosed start tag at byte offset 0'],
    ['</b>', 'Unexpected end tag at byte offset 0'],
    ['<b>x</b ', 'Unclosed end tag at byte offset 4'],
    ['<b><i>x</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
    ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<tg-emoji emoji-id="x">y</tg-emoji>', 'Invalid custom emoji identifier specified'],
    ['&#xDFDF;', 'Text contains invalid Unicode characters after decoding HTML entities'],
  ])('refuses %s', (html, message) => {
    expect(() => parseHtml(html)).toThrow(message);
  });

  it('comes back as HTML that is safe in a page', () => {
    const { text, entities } = parseHtml('<b>1 &lt; <i>2</i></b> <a href="https://x.ru/?a=1&amp;b=2">y</a> "q"');
    expect(renderHtml(text, entities)).toBe(
      '<b>1 &#60; <i>2</i></b> <a href="https://x.ru/?a=1&#38;b=2" target="_blank" rel="noopener noreferrer">y</a> &#34;q&#34;',
    );
    const crossing = [
      { type: 'bold', offset: 0, length: 2 },
      { type: 'italic', offset: 1, length: 2 },
    ];
    expect(renderHtml('<&>', crossing)).toBe('<b>&#60;<i>&#38;</i></b><i>&#62;</i>');
    const script = [{ type: 'text_link', offset: 0, length: 1, url: 'javascript:alert(1)' }];
    expect(renderHtml('x', script)).toBe('x');
  });
});
