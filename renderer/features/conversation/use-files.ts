import { useCallback, useEffect, useState } from 'react'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { Attachment, Message } from '#shared/messages/schema.ts'
import { usePlatform } from '#renderer/platform/platform-context.tsx'
import { useReplica } from '#renderer/replica/react.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'

/** Kinds of picture a browser shows without running anything in them. */
const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']

/** True for a file that can be shown as a picture. */
export function isPicture({ type }: Pick<Attachment, 'type'>): boolean {
  return PICTURES.includes(type)
}

/** The address of a picture's bytes; '' until they are there, and `isMissing` when they are nowhere to be had. */
export function usePicture(file: Attachment): { readonly address: string; readonly isMissing: boolean } {
  const replica = useReplica()
  const [shown, setShown] = useState({ address: '', isMissing: false })
  const { sha256, type } = file
  useEffect(() => {
    let opened = ''
    let isGone = false
    const open = async () => {
      const bytes = await replica.files.openFile(sha256)
      if (isGone) return
      if (bytes !== undefined) opened = URL.createObjectURL(new Blob([bytes], { type }))
      setShown({ address: opened, isMissing: bytes === undefined })
    }
    void open()
    return () => {
      isGone = true
      if (opened !== '') URL.revokeObjectURL(opened)
    }
  }, [replica, sha256, type])
  return shown
}

/** Gives the address of a picture inside a mail by its Content-ID, once its bytes are there. */
export function useInlineImages(message: Message): (contentId: string) => string | undefined {
  const replica = useReplica()
  const [addresses, setAddresses] = useState<ReadonlyMap<string, string>>(new Map())
  const { attachments, html } = message
  useEffect(() => {
    const inline = html === '' ? [] : attachments.filter((file) => file.contentId !== '' && isPicture(file))
    if (inline.length === 0) return undefined
    const opened = new Map<string, string>()
    let isGone = false
    const open = async (file: Attachment) => {
      const bytes = await replica.files.openFile(file.sha256)
      if (bytes === undefined || isGone) return
      opened.set(bare(file.contentId), URL.createObjectURL(new Blob([bytes], { type: file.type })))
      setAddresses(new Map(opened))
    }
    for (const file of inline) void open(file)
    return () => {
      isGone = true
      for (const address of opened.values()) URL.revokeObjectURL(address)
    }
  }, [replica, attachments, html])
  return useCallback((contentId) => addresses.get(bare(contentId)), [addresses])
}

function bare(contentId: string): string {
  return contentId.replaceAll(/[<>]/gu, '')
}

/** Saves an attachment where the person wants it; says so when its bytes are nowhere to be had. */
export function useDownload(): (file: Attachment) => Promise<void> {
  const replica = useReplica()
  const platform = usePlatform()
  const { t } = useTranslation('messages')
  const { showRefusal } = useRefusals()
  return async (file) => {
    const bytes = await replica.files.openFile(file.sha256)
    if (bytes === undefined) {
      notifications.show({ color: 'red', message: t('fileMissing', { name: file.name }) })
      return
    }
    const saved = await platform.saveFile(file.name, new Uint8Array(await bytes.arrayBuffer()))
    if (!saved.ok) showRefusal(saved.refusal)
  }
}

/** The files of a paste. None when it holds text as well: a spreadsheet pastes its cells also as a picture. */
export function pastedFiles(paste: PasteData): readonly File[] {
  const isText = paste.types.includes('text/html') && paste.getData('text/plain').trim() !== ''
  return isText ? [] : [...paste.files]
}

interface PasteData {
  readonly files: Iterable<File>
  readonly types: readonly string[]
  getData(type: string): string
}

/** Screenshots all come as `image.png`; the time of the paste tells them apart. */
export function namedByTime(file: File, name: string): File {
  const [, ending = ''] = /^image(\.\w+)$/u.exec(file.name) ?? []
  return ending === '' ? file : new File([file], `${name}${ending}`, { type: file.type })
}

/** Keeps chosen files on the device and answers those that were taken. */
export function useKeepFiles(): (files: readonly File[]) => Promise<readonly Attachment[]> {
  const replica = useReplica()
  const { showRefusal } = useRefusals()
  return async (files) => {
    const results = await Promise.all(files.map((file) => replica.files.putFile(file)))
    return results.flatMap((result) => {
      if (result.ok) return [result.value]
      showRefusal(result.refusal)
      return []
    })
  }
}
