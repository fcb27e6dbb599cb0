import { Alert, Anchor, Button } from '@mantine/core'
import { IconPhotoOff } from '@tabler/icons-react'
import { useEffect, useRef, useState, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { cleanHtml } from './clean-html.ts'
import classes from './mail-html.module.css'

const SHEET = `
  :host { display: block; contain: content; overflow-x: auto; }
  * { max-width: 100%; }
  p { margin: 0 0 0.6em; } p:last-child { margin-bottom: 0; }
  a { color: var(--s-accent); }
  ul, ol { margin: 0 0 0.6em; padding-inline-start: 1.8em; }
  img { height: auto; border-radius: 4px; }
  table { border-collapse: collapse; } td, th { vertical-align: top; padding: 2px 6px 2px 0; text-align: start; }
  blockquote { margin: 0.5em 0; padding-inline-start: 0.8em; border-inline-start: 2px solid var(--s-line-strong); color: var(--s-dim); }
  pre, code { font-family: var(--mantine-font-family-monospace); font-size: 0.92em; white-space: pre-wrap; }
  pre { margin: 0.4em 0; padding: 6px 10px; background: var(--s-hover); border-radius: 4px; }
  [part='mark'] { color: var(--s-accent); }
  [part='missing-image'] { color: var(--s-dim); font-style: italic; }
`

interface MailHtmlProps {
  readonly html: string
  readonly inlineImage: (contentId: string) => string | undefined
  readonly openLink: (url: string) => void
  /** Cuts words where some of them shall stand out; absent where none do. */
  readonly mark?: ((words: string) => readonly MarkedPart[]) | undefined
}

interface MarkedPart {
  readonly text: string
  readonly isMarked: boolean
}

/** HTML that came from outside: sanitised, in a shadow tree of its own, with remote pictures left unloaded. */
export function MailHtml({ html, inlineImage, openLink, mark }: MailHtmlProps) {
  const host = useRef<HTMLDivElement>(null)
  const [remote, setRemote] = useState<readonly string[]>([])
  useEffect(() => {
    const element = host.current
    if (element === null) return
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(SHEET)
    root.adoptedStyleSheets = [sheet]
    const clean = cleanHtml(html, inlineImage)
    if (mark !== undefined) markWords(clean.fragment, mark)
    root.replaceChildren(clean.fragment)
    setRemote((known) => (known.join() === clean.remoteImages.join() ? known : clean.remoteImages))
  }, [html, inlineImage, mark])
  const follow = (event: MouseEvent) => {
    const link = event.nativeEvent.composedPath().find((node) => node instanceof HTMLAnchorElement)
    if (link === undefined) return
    event.preventDefault()
    if (/^(?:https?|mailto|tel):/iu.test(link.href)) openLink(link.href)
  }
  return (
    <>
      <div ref={host} className={classes['mail']} onClick={follow} />
      {remote.length > 0 && <RemoteImages addresses={remote} openLink={openLink} />}
    </>
  )
}

function markWords(fragment: DocumentFragment, mark: (words: string) => readonly MarkedPart[]): void {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode()) texts.push(walker.currentNode as Text)
  for (const text of texts) {
    const parts = mark(text.data)
    if (!parts.some(({ isMarked }) => isMarked)) continue
    text.replaceWith(...parts.map((part) => (part.isMarked ? strong(part.text) : part.text)))
  }
}

function strong(words: string): HTMLElement {
  const element = document.createElement('strong')
  element.setAttribute('part', 'mark')
  element.textContent = words
  return element
}

interface RemoteImagesProps {
  readonly addresses: readonly string[]
  readonly openLink: (url: string) => void
}

/** Says that pictures were left out, and on request where they lie. */
function RemoteImages({ addresses, openLink }: RemoteImagesProps) {
  const { t } = useTranslation('messages')
  const [isOpen, setOpen] = useState(false)
  return (
    <Alert
      className={classes['remote'] ?? ''}
      color="gray"
      variant="light"
      icon={<IconPhotoOff size={16} />}
      p="xs"
      mt="xs"
    >
      {t('remoteImages', { count: addresses.length })}{' '}
      {!isOpen && (
        <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)}>
          {t('showRemoteImages')}
        </Button>
      )}
      {isOpen && (
        <ul className={classes['addresses']}>
          {addresses.map((address) => (
            <li key={address}>
              <Anchor
                size="xs"
                component="button"
                onClick={() => openLink(new URL(address, 'https://x').href)}
              >
                {address}
              </Anchor>
            </li>
          ))}
        </ul>
      )}
    </Alert>
  )
}
