import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { htmlOf, linesAsHtml, tidyHtml } from './rich-html.ts'
import { plainTextOf } from './rich-plain.ts'
import { asLines, isFormatted, type RichBlock, type RichDoc, type RichMark } from './rich-text.ts'
import { joinWritten, withQuote, writtenOf } from './written.ts'

const doc = (...content: readonly RichBlock[]): RichDoc => ({ type: 'doc', content })
const words = (text: string, ...marks: readonly RichMark[]) => ({ type: 'text' as const, text, marks })
const line = (text: string, ...marks: readonly RichMark[]): RichBlock => ({
  type: 'paragraph',
  content: text === '' ? [] : [words(text, ...marks)],
})
const lines = (text: string) => doc(...text.split('\n').map((each) => line(each)))
const points = (...items: readonly (readonly RichBlock[])[]): RichBlock => ({
  type: 'bullet_list',
  content: items.map((content) => ({ type: 'list_item', content })),
})
const link = (href: string): RichMark => ({ type: 'link', attrs: { href } })
const bold: RichMark = { type: 'strong' }

describe('without formatting', () => {
  test('a message is its text, character by character, and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '<', '-', '>') }), (text) => {
        expect(writtenOf(lines(text))).toEqual({ text, html: '' })
      }),
    )
  })

  test('a link that shows its address is the address', () => {
    const url = 'https://desk.example/help'
    expect(writtenOf(doc(line(url, link(url))))).toEqual({ text: url, html: '' })
    expect(isFormatted(doc(line('help', link(url))))).toBe(true)
  })

  test('lists without a word say nothing', () => {
    expect(writtenOf(doc(points([line('')])))).toEqual({ text: '', html: '' })
  })
})

const example = doc(
  line('Please:'),
  points(
    [line('restart it', bold), points([line('twice')])],
    [{ type: 'paragraph', content: [words('read '), words('the guide', link('https://x.example/g'))] }],
  ),
  { type: 'ordered_list', attrs: { order: 9 }, content: ['a', 'b'].map((each) => item(each)) },
  { type: 'blockquote', content: [line('it burns'), line('')] },
  { type: 'code_block', content: [words('ping 10.0.0.1\n  <ok>')] },
  line(''),
  line('Regards'),
)

function item(text: string) {
  return { type: 'list_item' as const, content: [line(text)] }
}

describe('with formatting', () => {
  test('the text has it in characters', () => {
    expect(plainTextOf(example)).toBe(
      [
        'Please:',
        '- restart it',
        '  - twice',
        '- read the guide (https://x.example/g)',
        '9. a',
        '10. b',
        '> it burns',
        '>',
        'ping 10.0.0.1',
        '  <ok>',
        '',
        'Regards',
      ].join('\n'),
    )
  })

  test('the HTML has it in elements, and nothing else', () => {
    expect(tidyHtml(htmlOf(example))).toBe(
      '<p>Please:</p><ul><li><strong>restart it</strong><ul><li>twice</li></ul></li>' +
        '<li>read <a href="https://x.example/g">the guide</a></li></ul>' +
        '<ol start="9"><li>a</li><li>b</li></ol><blockquote><p>it burns</p></blockquote>' +
        '<pre><code>ping 10.0.0.1\n  &lt;ok&gt;</code></pre><p>Regards</p>',
    )
  })

  test('marks nest the same way always, and a link is one link', () => {
    const href = 'https://x.example/?a=1&b="2"'
    const content = [words('one', link(href)), words(' two', link(href), bold), words('!', { type: 'em' })]
    expect(htmlOf(doc({ type: 'paragraph', content }))).toBe(
      '<p><a href="https://x.example/?a=1&amp;b=&quot;2&quot;">one<strong> two</strong></a><em>!</em></p>',
    )
    expect(htmlOf(doc(line('x', { type: 'code' }, { type: 'strike' }, bold)))).toBe(
      '<p><strong><s><code>x</code></s></strong></p>',
    )
  })

  test('addresses in its words become links, in code they stay', () => {
    const url = 'https://x.example/a'
    expect(htmlOf(doc(line(`See ${url}.`)))).toBe(`<p>See <a href="${url}">${url}</a>.</p>`)
    expect(htmlOf(doc(line(url, { type: 'code' })))).toBe(`<p><code>${url}</code></p>`)
  })

  test('markup that was typed stays what was typed', () => {
    expect(htmlOf(doc(line('<img src=x onerror=alert(1)>', bold)))).toBe(
      '<p><strong>&lt;img src=x onerror=alert(1)&gt;</strong></p>',
    )
  })
})

describe('lines and paragraphs', () => {
  /** As the editor reads its own HTML: `<br />` ends a line, an empty line lies between paragraphs. */
  const readBack = (html: string) =>
    html.slice('<p>'.length, -'</p>'.length).split('</p><p>').join('\n\n').replaceAll('<br />', '\n')

  test('every empty line comes back', () => {
    const typed = fc.array(fc.constantFrom('', 'a', 'b'), { minLength: 1 }).map((all) => all.join('\n'))
    fc.assert(
      fc.property(typed, (text) => {
        expect(readBack(linesAsHtml(text))).toBe(text)
      }),
    )
  })

  test('what is sent has none that separated nothing', () => {
    expect(tidyHtml(linesAsHtml('\n\nHello,\n\n\nit works\nnow.\n\n'))).toBe(
      '<p>Hello,</p><p>it works<br />now.</p>',
    )
  })

  test('a paragraph of several lines is read as lines, in quotations too', () => {
    const read: RichBlock = {
      type: 'paragraph',
      content: [words('a', bold), { type: 'hard_break' }, { type: 'hard_break' }, words('b')],
    }
    expect(plainTextOf(asLines(doc(read, { type: 'blockquote', content: [read] })))).toBe(
      'a\n\nb\n> a\n>\n> b',
    )
    expect(asLines(doc(read)).content).toHaveLength(3)
    expect(asLines(doc(points([read])))).toEqual(doc(points([read])))
  })
})

describe('two pieces', () => {
  const formatted = { text: '- a', html: '<ul><li>a</li></ul>' }

  test('of plain text stay plain text', () => {
    expect(joinWritten({ text: 'a', html: '' }, { text: 'b', html: '' })).toEqual({
      text: 'a\n\nb',
      html: '',
    })
    expect(joinWritten({ text: ' ', html: '' }, { text: 'b', html: '' })).toEqual({ text: 'b', html: '' })
  })

  test('are formatted when one of them is', () => {
    expect(joinWritten({ text: '1 < 2', html: '' }, formatted)).toEqual({
      text: '1 < 2\n\n- a',
      html: '<p>1 &lt; 2</p><ul><li>a</li></ul>',
    })
  })

  test('are quoted by marks below plain text and as a block below formatting', () => {
    const said = 'It burns.\n\nHelp!\n'
    expect(withQuote({ text: 'Hm.\n', html: '' }, 'Ann wrote:', said)).toEqual({
      text: 'Hm.\n\nAnn wrote:\n> It burns.\n>\n> Help!\n\n',
      html: '',
    })
    expect(withQuote(formatted, 'Ann wrote:', said).html).toBe(
      '<ul><li>a</li></ul><p>Ann wrote:</p><blockquote><p>It burns.</p><p>Help!</p></blockquote><p></p>',
    )
  })
})
