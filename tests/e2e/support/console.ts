import { expect as expectSoon, type Locator, type Page } from '@playwright/test'
import { DEMO_PASSWORD } from '#sync-server/demo/seed.ts'
import { wordsOf, type Words } from './words.ts'

/** Signing in and opening the copy take their time on a loaded machine. */
const expect = expectSoon.configure({ timeout: 120_000 })

/** The groups of a ticket whose tabs a test opens. */
export type TicketTab =
  | 'basic'
  | 'conversations'
  | 'notes'
  | 'tasks'
  | 'purchases'
  | 'approvals'
  | 'work'
  | 'activity'

/** The console as an agent uses it, in the agent's language. */
export interface ConsoleUser {
  readonly page: Page
  readonly words: Words
  readonly pill: Locator
  signIn(email: string): Promise<void>
  row(title: string): Locator
  open(title: string): Promise<void>
  tab(name: TicketTab): Promise<void>
  property(field: string): Locator
  choose(field: string, choice: string): Promise<void>
  reply(text: string): Promise<void>
  addNote(text: string): Promise<void>
  /** Does something and waits until the server has answered for it. */
  pushed(act: () => Promise<void>): Promise<void>
  openSync(tab: 'outbox' | 'conflicts' | 'rejections'): Promise<Locator>
}

/** The console on a page, driven by its accessible names in one language. */
export function consoleUser(page: Page, language: 'en' | 'fr' = 'en'): ConsoleUser {
  const words = wordsOf(language)
  const pill = page.getByRole('button', { name: words('sync:pill.label', { state: '' }).trim() })
  const row = (title: string) => page.getByRole('row').filter({ hasText: title })
  const property = (field: string) =>
    page.getByRole('group', { name: words(`tickets:field.${field}`), exact: true }).getByRole('button')
  const tab: ConsoleUser['tab'] = (name) =>
    page.getByRole('tab', { name: words(`tickets:page.${name}`) }).click()

  const said = (thread: 'thread' | 'notesThread', text: string) =>
    page.getByRole('region', { name: words(`messages:${thread}`) }).getByText(text)

  return {
    page,
    words,
    pill,
    row,
    property,
    tab,
    async signIn(email) {
      await page.getByLabel(words('sign-in:email')).fill(email)
      await page.getByLabel(words('sign-in:password'), { exact: true }).fill(DEMO_PASSWORD)
      await page.getByRole('button', { name: words('sign-in:submit'), exact: true }).click()
      await expect(pill).toBeVisible({ timeout: 60_000 })
    },
    async open(title) {
      await row(title).first().click()
      await expect(page.getByRole('article', { name: title })).toBeVisible()
    },
    async choose(field, choice) {
      await property(field).first().click()
      await page.getByRole('option', { name: choice, exact: true }).click()
    },
    async reply(text) {
      await tab('conversations')
      await page
        .getByRole('textbox', { name: words('messages:compose.replyLabel', { name: '' }).trim() })
        .fill(text)
      await page.getByRole('button', { name: words('messages:compose.send'), exact: true }).click()
      await expect(said('thread', text)).toBeVisible()
    },
    async addNote(text) {
      await tab('notes')
      await page.getByRole('textbox', { name: words('messages:compose.noteLabel'), exact: true }).fill(text)
      await page.getByRole('button', { name: words('messages:compose.add'), exact: true }).click()
      await expect(said('notesThread', text)).toBeVisible()
    },
    async pushed(act) {
      const answered = page.waitForResponse(
        (response) => response.url().endsWith('/sync/push') && response.ok(),
      )
      await act()
      await answered
    },
    async openSync(name) {
      await pill.click()
      const drawer = page.getByRole('dialog', { name: words('sync:drawer.title') })
      await drawer.getByRole('tab', { name: words(`sync:drawer.${name}`) }).click()
      return drawer
    },
  }
}
