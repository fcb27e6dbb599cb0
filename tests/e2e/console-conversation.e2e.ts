import { expect, test, type Locator, type Page } from '@playwright/test'
import { consoleUser, type ConsoleUser } from './support/console.ts'
import { startDesk } from './support/desk.ts'

const AGENT = 'sarah.collins@brevent.example'
const COLLEAGUE = 'claire.roussel@brevent.example'
const READY = 120_000

test('a conversation, offline: canned reply, article, quotation, picture, formatting, mention and split; then a colleague reads it', async ({
  page,
  browser,
}) => {
  test.setTimeout(480_000)
  const desk = await startDesk('sqlite')
  try {
    await page.goto(`${desk.first.url}/console/`)
    const agent = consoleUser(page)
    const { words } = agent
    await agent.signIn(AGENT)
    await expect(agent.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })
    await page.getByRole('row').nth(1).click({ timeout: READY })
    const thread = page.getByRole('region', { name: words('messages:thread') })
    const first = thread.getByRole('article').first()
    await expect(first).toBeVisible({ timeout: READY })
    const address = page.url()
    await page.context().setOffline(true)

    const field = page.getByRole('textbox', {
      name: words('messages:compose.replyLabel', { name: '' }).trim(),
    })
    await field.fill('/restart')
    await expect(page.getByRole('option', { name: 'Restart and try again' })).toBeVisible()
    await field.press('Enter')
    await expect(field).toHaveText(/Sarah Collins$/)
    await expect(field).not.toHaveText(/\{\{/)
    const gap = page.getByText(words('messages:insert.gaps_one', { names: 'requester.nickname' }))
    await field.pressSequentially(' {{requester.nickname}}')
    await expect(gap).toBeVisible()
    for (let at = 0; at < ' {{requester.nickname}}'.length; at++) await field.press('Backspace')
    await expect(gap).toBeHidden()

    await page.getByRole('button', { name: words('messages:insert.article') }).click()
    const dialog = page.getByRole('dialog', { name: words('messages:insert.article') })
    const article = await dialog.getByRole('region').innerText()
    await dialog.getByRole('button', { name: words('messages:insert.articleText') }).click()
    const sentence = article.split('\n')[0] ?? ''
    expect(sentence).not.toBe('')
    await expect(field).toContainText(sentence)

    await first.hover()
    await first.getByRole('button', { name: words('messages:quote.button') }).click()
    await expect(field).toHaveText(/^> /m, { useInnerText: true })
    await expect(field).toBeFocused()
    await pastePicture(field)
    const files = page.getByRole('list', { name: words('messages:attachments') })
    await expect(files.getByRole('button', { name: /^Screenshot \d\d\.\d\d\.png/ })).toBeVisible()
    await page.getByRole('button', { name: words('messages:compose.send'), exact: true }).click()
    const reply = thread.getByRole('article').filter({ hasText: sentence })
    await expect(reply.locator('img')).toBeVisible()
    await expect(field).toHaveText('')

    await test.step('a reply with formatting outlives a reload as a draft', async () => {
      await write(agent, field)
      await page.evaluate(() => navigator.serviceWorker.ready)
      await page.reload()
      await expect(field.getByText('restart', { exact: true })).toBeVisible({ timeout: READY })
      await isFormatted(field)
      await page.keyboard.press('r')
      await expect(field).toBeFocused()
      await page.keyboard.type(' – thanks!')
      await field.press('Control+Enter')
      await expect(field).toHaveText('')
      await isFormatted(thread.getByRole('article').filter({ hasText: 'thanks!' }))
    })

    await agent.tab('notes')
    const note = page.getByRole('textbox', { name: words('messages:compose.noteLabel'), exact: true })
    await note.fill('@claire')
    await note.press('Enter')
    await expect(note).toHaveText('@Claire Roussel')
    await note.pressSequentially('could you look at this one?')
    await page.getByRole('button', { name: words('messages:compose.add'), exact: true }).click()

    await test.step('on paper stands what was said, without the private note unless it is asked for', async () => {
      await printsTicket(agent, { said: sentence, secret: 'could you look at this one?' })
    })

    await agent.tab('conversations')
    const split = first.getByRole('button', { name: words('messages:split.button') })
    await first.hover()
    await split.click()
    await expect(page).not.toHaveURL(address)
    await page.getByRole('button', { name: words('common:undo'), exact: true }).click()
    await expect(page).toHaveURL(address)
    await expect(reply).toBeVisible()
    await first.hover()
    await split.click()
    await expect(page).not.toHaveURL(address)
    const splitAddress = page.url()
    await expect(thread.getByRole('article')).toHaveCount(1)

    await agent.pushed(() => page.context().setOffline(false))
    await expect(agent.pill).toHaveAttribute('data-tone', 'calm', { timeout: READY })

    const other = await (await browser.newContext()).newPage()
    const colleague = consoleUser(other)
    await other.goto(`${desk.first.url}/console/`)
    await colleague.signIn(COLLEAGUE)
    await expect(colleague.pill).toHaveAttribute('data-tone', /calm|alert/, { timeout: READY })
    await goTo(other, address)
    const theirs = other.getByRole('region').getByRole('article').filter({ hasText: sentence })
    await expect(theirs).toBeVisible({ timeout: READY })
    await isFormatted(other.getByRole('region').getByRole('article').filter({ hasText: 'thanks!' }))
    await other.getByRole('tab').nth(1).click()
    await expect(other.getByText('@Claire Roussel', { exact: true })).toBeVisible()
    await goTo(other, splitAddress)
    await expect(other.getByRole('tab').first()).toBeVisible({ timeout: READY })

    await test.step('two who have a ticket open see each other, and who is answering', async () => {
      const others = page.getByRole('list', { name: words('presence:others') })
      const name = 'Claire Roussel'
      await expect(others).toContainText(words('presence:viewing', { name }), { timeout: READY })
      await expect(other.getByRole('list', { name: colleague.words('presence:others') })).toContainText(
        'Sarah Collins',
        { timeout: READY },
      )
      await other
        .getByRole('textbox', {
          name: colleague.words('messages:compose.replyLabel', { name: '' }).trim(),
        })
        .fill('Je m’en occupe.')
      await expect(others).toContainText(words('presence:answering', { name }), { timeout: READY })
      await other.context().close()
      await expect(others).not.toContainText(name, { timeout: READY })
    })
  } finally {
    await desk.stop()
  }
})

/** Writes a reply by keys, bar, paste and link; the palette opens by its key where nothing can be linked. */
async function write({ page, words }: ConsoleUser, field: Locator): Promise<void> {
  await field.pressSequentially('Please ')
  await field.press('Control+b')
  await field.pressSequentially('restart')
  await field.press('Control+b')
  await field.pressSequentially(' it:')
  await field.press('Enter')
  const bar = page.getByRole('toolbar', { name: words('messages:format.bar') })
  await bar.getByRole('button', { name: words('messages:format.bullets') }).click()
  await expect(field).toBeFocused()
  await field.pressSequentially('pull the plug')
  await field.press('Enter')
  await paste(field, { html: WORD, text: 'Wait a minute' })
  await field.press('Enter')
  await field.pressSequentially('read the guide')
  await field.press('Control+Shift+ArrowLeft')
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('guide')
  await field.press('Control+k')
  const address = page.getByRole('textbox', { name: words('messages:format.address') })
  await address.fill('javascript:alert(1)')
  await address.press('Enter')
  await expect(page.getByText(words('messages:format.wrongAddress'))).toBeVisible()
  await address.fill('intranet.example/guide')
  await address.press('Enter')
  await expect(address).toBeHidden()
  await expect(field).toBeFocused()
  await field.press('End')
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('')
  await field.press('Control+k')
  const palette = page.getByRole('textbox', { name: words('console:palette.title') })
  await expect(palette).toBeFocused()
  await palette.press('Escape')
  await expect(palette).toBeHidden()
}

/** What Word puts on the clipboard, with what it adds. */
const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head>
<body><!--StartFragment--><p class=MsoNormal style='margin:0'><i>Wait</i><span style='color:red'> a
minute</span><o:p></o:p></p><!--EndFragment--></body></html>`

/** The reply as it was written, wherever it is shown. */
async function isFormatted(place: Locator): Promise<void> {
  await expect(place.locator('strong').last()).toHaveText('restart')
  await expect(place.locator('li')).toHaveText(['pull the plug', 'Wait a minute', /^read the guide/])
  await expect(place.locator('em')).toHaveText('Wait')
  await expect(place.locator('a')).toHaveText('guide')
  await expect(place.locator('a')).toHaveAttribute('href', 'https://intranet.example/guide')
}

/** Opens an address of the same console without loading the page again. */
async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, new URL(address).hash)
}

/** Prints the open ticket: first what anybody may read, then with its private notes. */
async function printsTicket(
  { page, words }: ConsoleUser,
  { said, secret }: { readonly said: string; readonly secret: string },
): Promise<void> {
  const paper = page.locator('[data-print-sheet]')
  const dialog = page.getByRole('dialog')
  const button = dialog.getByRole('button', { name: words('print:print'), exact: true })
  await page.keyboard.press('Control+p')
  await expect(button).toBeEnabled()
  await page.emulateMedia({ media: 'print' })
  await expect(paper).toBeVisible()
  await expect(paper).toContainText(said)
  await expect(paper).not.toContainText(secret)
  await expect(page.getByRole('main')).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
  await expect(paper).toBeHidden()
  await dialog.getByRole('checkbox', { name: new RegExp(words('print:privateNotes')) }).check()
  await page.emulateMedia({ media: 'print' })
  await expect(paper).toContainText(secret)
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-')
  await page.emulateMedia({ media: 'screen' })
  // The browser tells that it has printed, and the dialog is done.
  await expect(dialog).toBeHidden()
}

/** Pastes words as a browser does. */
async function paste(
  field: Locator,
  copied: { readonly html: string; readonly text: string },
): Promise<void> {
  await field.evaluate((element, { html, text }) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', html)
    clipboardData.setData('text/plain', text)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, copied)
}

/** Pastes a screenshot as a browser does. */
async function pastePicture(field: Locator): Promise<void> {
  await field.evaluate(async (element) => {
    const canvas = new OffscreenCanvas(300, 180)
    const brush = canvas.getContext('2d')
    brush?.fillRect(0, 0, 300, 120)
    const bytes = await canvas.convertToBlob({ type: 'image/png' })
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([bytes], 'image.png', { type: 'image/png' }))
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
}
