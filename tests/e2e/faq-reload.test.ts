import { it, onTestFinished } from 'vitest';
import { openFaq } from '#core/faq/open.ts';
import { Folder, page, smallSet } from '#tests/faq/folder.ts';
import { words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

it('answers from articles that were written while it runs', async () => {
  const folder = new Folder(smallSet());
  const faq = await openFaq({ folder: folder.path, cacheFolder: null, every: 20 });
  onTestFinished(() => faq.close());
  const world = await World.open({ faq });
  onTestFinished(() => world.close());
  const say = words('en');
  const anna = await world.person({ languageCode: 'en' });
  await anna.opens('/start').presses(/Sechenov/);

  await anna.types('where is my qr code');
  await anna.expects(/Answer of qr_where, en\./);
  // Else it would not be said again a moment later.
  await anna.presses(say.button('faq-helped'));

  folder.write(
    'en/faq/isu/qr_where.md',
    page({ title: 'QR', order: 2, body: 'A newer answer.', utterances: ['my qr'] }),
  );
  folder.write(
    'en/faq/isu/lost_phone.md',
    page({ order: 3, utterances: ['I lost my phone'], body: 'Call { $phone }.' }),
  );
  folder.write('ru/faq/isu/lost_phone.md', page({ order: 3, utterances: ['потерял телефон'] }));
  await eventually('the new article', () => faq.current().article('isu.lost_phone', 'en'));

  await anna.types('my qr');
  await anna.expects(/A newer answer\./);
  await anna.types('I lost my phone');
  await anna.expects(/Call \+7 \(495\) 128-43-74\./);
  await anna.presses(say.button('faq-helped'));

  folder.write('en/faq/isu/lost_phone.md', 'half a fi');
  await faq.reload();
  await anna.types('I lost my phone');
  await anna.expects(/Call \+7/);
  await anna.button(say.button('faq-helped'));
});
