import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { startDesk, type Desk } from './support/desk.ts'
import { placeScenes } from './support/place-scenes.ts'
import {
  consoleScenes,
  DESK_DARK,
  DESK_LIGHT,
  offlineScenes,
  PHONE_DARK,
  PHONE_LIGHT,
  portalScenes,
  type OnScene,
} from './support/scenes.ts'
import { TABLET_DARK, TABLET_LIGHT, touchScenes } from './support/touch-scenes.ts'

/** Violations that keep somebody out, by screen. */
function serious(found: string[]): OnScene {
  return async (name: string, page: Page) => {
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze()
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue
      found.push(
        `${name}: ${id} (${impact}) ${nodes
          .map((node) => node.target.join(' '))
          .slice(0, 3)
          .join(' | ')}`,
      )
    }
  }
}

let desk: Desk

test.beforeAll(async () => {
  desk = await startDesk('sqlite')
})
test.afterAll(() => desk.stop())

for (const look of [DESK_LIGHT, DESK_DARK]) {
  test(`no screen of the console keeps anybody out (${look.language}, ${look.theme})`, async ({
    browser,
  }) => {
    test.setTimeout(480_000)
    const found: string[] = []
    await consoleScenes(browser, desk.first.url, look, serious(found))
    await offlineScenes(browser, desk.first.url, look, serious(found))
    expect(found).toEqual([])
  })
}

for (const look of [DESK_LIGHT, DESK_DARK]) {
  test(`no other place of the console keeps anybody out (${look.language}, ${look.theme})`, async ({
    browser,
  }) => {
    test.setTimeout(480_000)
    const found: string[] = []
    await placeScenes(browser, desk.first.url, look, serious(found))
    expect(found).toEqual([])
  })
}

for (const look of [TABLET_LIGHT, TABLET_DARK]) {
  test(`nothing on the tablet of a technician keeps anybody out (${look.language}, ${look.theme})`, async ({
    browser,
  }) => {
    test.setTimeout(480_000)
    const found: string[] = []
    await touchScenes(browser, desk.first.url, look, serious(found))
    expect(found).toEqual([])
  })
}

for (const look of [PHONE_LIGHT, PHONE_DARK]) {
  test(`no screen of the portal keeps anybody out (${look.language}, ${look.theme})`, async ({ browser }) => {
    test.setTimeout(120_000)
    const found: string[] = []
    await portalScenes(browser, desk.first.url, look, serious(found))
    expect(found).toEqual([])
  })
}
