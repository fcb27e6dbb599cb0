import fc from 'fast-check'
import { expect, test } from 'vitest'
import { htmlOf, tidyHtml } from '#shared/messages/rich-html.ts'
import type { RichBlock, RichDoc, RichInline, RichItem, RichMark } from '#shared/messages/rich-text.ts'
import { cleanWrittenHtml } from './written-html.ts'

const words = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '<', '>', '&', '"', "'", '&amp;', ';', 'b') })
const address = words.map((each) => `https://x.example/${each.replaceAll(/\s/g, '')}`)
const marks: fc.Arbitrary<readonly RichMark[]> = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom('strong', 'em', 'strike', 'code').map((type): RichMark => ({ type })),
    address.map((href): RichMark => ({ type: 'link', attrs: { href } })),
  ),
  { selector: ({ type }) => type },
)
const inline: fc.Arbitrary<RichInline> = fc.oneof(
  fc.record({
    type: fc.constant('text' as const),
    text: fc.oneof(words, address).filter((text) => text !== ''),
    marks,
  }),
  fc.constant<RichInline>({ type: 'hard_break' }),
)
const docs: fc.Arbitrary<RichDoc> = fc.letrec<{ block: RichBlock; item: RichItem; doc: RichDoc }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3 },
    fc.record({ type: fc.constant('paragraph' as const), content: fc.array(inline, { maxLength: 4 }) }),
    fc.record({ type: fc.constant('code_block' as const), content: fc.array(inline, { maxLength: 4 }) }),
    fc.record({
      type: fc.constant('blockquote' as const),
      content: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant('bullet_list' as const),
      content: fc.array(tie('item'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant('ordered_list' as const),
      attrs: fc.record({ order: fc.integer({ min: 1, max: 999 }) }),
      content: fc.array(tie('item'), { minLength: 1, maxLength: 3 }),
    }),
  ),
  item: fc.record({
    type: fc.constant('list_item' as const),
    content: fc.array(tie('block'), { maxLength: 3 }),
  }),
  doc: fc.record({ type: fc.constant('doc' as const), content: fc.array(tie('block'), { maxLength: 4 }) }),
})).doc

test('what the console writes stays as it is, whatever somebody typed', () => {
  fc.assert(
    fc.property(docs, (doc) => {
      const html = tidyHtml(htmlOf(doc))
      expect(cleanWrittenHtml(html)).toBe(html)
    }),
  )
})

test.each([
  ['<p onclick="steal()">a</p>', '<p>a</p>'],
  ['<script>steal()</script><p>a</p>', '<p>a</p>'],
  ['<img src=x onerror=steal()>a', 'a'],
  ['<a href="javascript:steal()">a</a>', '<a>a</a>'],
  ['<a href=" java\nscript:steal()">a</a>', '<a>a</a>'],
  ['<a href="//evil.example">a</a>', '<a>a</a>'],
  [
    '<a href="https://x.example" target="_top" style="position:fixed">a</a>',
    '<a href="https://x.example">a</a>',
  ],
  ['<p style="position:fixed" class="x" id="main">a</p>', '<p>a</p>'],
  ['<iframe srcdoc="<script>steal()</script>"></iframe>a', 'a'],
  ['<svg><script>steal()</script></svg>a', 'a'],
  ['<math><mtext><table><mglyph><style><img src=x onerror=steal()></style>', ''],
  ['<form action="https://evil.example"><input name=password>a</form>', 'a'],
  ['<style>@import "https://evil.example"</style>a', 'a'],
  ['<ol start="1e99"><li>a</li></ol>', '<ol><li>a</li></ol>'],
])('of %s only %s is left', (sent, kept) => {
  expect(cleanWrittenHtml(sent)).toBe(kept)
})

test('nesting that would hold the server up leaves the text alone', () => {
  expect(cleanWrittenHtml('<b>'.repeat(100_000))).toBe('')
})
