import { expect, test } from 'vitest'
import type { Attachment } from '#shared/messages/schema.ts'
import { joined, type DraftContent } from './drafts.ts'

const file = (digit: string): Attachment => ({
  sha256: digit.repeat(64),
  name: `${digit}.png`,
  size: 9,
  type: 'image/png',
  contentId: '',
})
const draft = (part: Partial<DraftContent>): DraftContent => ({
  text: '',
  html: '',
  cc: [],
  bcc: [],
  attachments: [],
  visibility: 'private',
  ...part,
})

test('text that comes back into an empty draft is the draft', () => {
  const back = draft({ text: 'Please restart.', cc: ['a@x.example'] })
  expect(joined(undefined, back)).toEqual(back)
})

test('text that comes back stands below what was begun meanwhile; nothing is lost or doubled', () => {
  const there = draft({
    text: 'Hello again,',
    cc: ['a@x.example'],
    attachments: [file('1')],
    visibility: 'public',
  })
  const back = draft({
    text: 'Please restart.',
    cc: ['a@x.example', 'b@x.example'],
    bcc: ['boss@x.example'],
    attachments: [file('1'), file('2')],
  })
  expect(joined(there, back)).toEqual({
    text: 'Hello again,\n\nPlease restart.',
    html: '',
    cc: ['a@x.example', 'b@x.example'],
    bcc: ['boss@x.example'],
    attachments: [file('1'), file('2')],
    visibility: 'public',
  })
})

test('formatting that comes back stays, and so do the words above it', () => {
  const back = draft({ text: 'Now', html: '<p><strong>Now</strong></p>' })
  expect(joined(draft({ text: 'Hello,' }), back)).toEqual(
    draft({ text: 'Hello,\n\nNow', html: '<p>Hello,</p><p><strong>Now</strong></p>' }),
  )
})
