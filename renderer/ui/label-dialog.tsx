import { Button, Modal, TextInput } from '@mantine/core'
import { IconCameraOff } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { labelText } from './label-text.ts'
import { labelReader } from './read-label.ts'
import classes from './label-dialog.module.css'

interface LabelDialogProps {
  readonly title: string
  /** Called with what a label says, read or typed; answers what is wrong with it, '' when it was taken. */
  readonly onLabel: (text: string) => Promise<string>
  readonly onClose: () => void
}

/** Reads a label with the camera; typing what stands on it always works too. */
export function LabelDialog({ title, onLabel, onClose }: LabelDialogProps) {
  const { t } = useTranslation(['today', 'common'])
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState('')
  const video = useRef<HTMLVideoElement>(null)
  const take = async (text: string) => {
    if (text.trim() === '') return
    const wrong = await onLabel(labelText(text))
    setProblem(wrong)
    if (wrong === '') onClose()
  }
  const camera = useCamera(video, (text) => {
    setTyped(text)
    void take(text)
  })
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={title}
      closeButtonProps={{ 'aria-label': t('common:close'), size: 48, iconSize: 22 }}
    >
      <div className={classes['picture']} data-camera={camera}>
        <video ref={video} muted playsInline aria-label={t('scan.picture')} />
        {camera === 'none' && (
          <p className={classes['noCamera']}>
            <IconCameraOff size={28} aria-hidden />
            {t('scan.noCamera')}
          </p>
        )}
      </div>
      <form
        className={classes['typed']}
        onSubmit={(event) => {
          event.preventDefault()
          void take(typed)
        }}
      >
        <TextInput
          size="lg"
          label={t('scan.typed')}
          data-autofocus={camera === 'none' || undefined}
          autoComplete="off"
          autoCapitalize="characters"
          value={typed}
          error={problem}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setProblem('')
          }}
        />
        <Button type="submit" size="lg" disabled={typed.trim() === ''}>
          {t('scan.find')}
        </Button>
      </form>
    </Modal>
  )
}

/** Pause between two looks at the picture, in milliseconds. */
const PAUSE = 180

/** Shows the camera behind the device and calls with each label it comes to see; `none` where it may not be used. */
function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  onLabel: (text: string) => void,
): 'starting' | 'on' | 'none' {
  const [state, setState] = useState<'starting' | 'on' | 'none'>('starting')
  const seen = useEffectEvent(onLabel)
  useEffect(() => {
    const stopping = new AbortController()
    watchLabels(() => video.current, stopping.signal, {
      onStart: () => setState('on'),
      onLabel: (text) => seen(text),
    }).catch(() => setState('none'))
    return () => stopping.abort()
  }, [video])
  return state
}

interface Watcher {
  readonly onStart: () => void
  readonly onLabel: (text: string) => void
}

/** Looks until the signal; a label is told once until another one is seen. Rejects where there is no camera. */
async function watchLabels(
  element: () => HTMLVideoElement | null,
  signal: AbortSignal,
  { onStart, onLabel }: Watcher,
): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 } },
  })
  try {
    const frame = element()
    if (frame === null || signal.aborted) return
    frame.srcObject = stream
    await frame.play()
    onStart()
    const read = await labelReader()
    let last = ''
    while (!signal.aborted) {
      const text = await read(frame)
      if (text !== undefined && text !== last && !signal.aborted) onLabel(text)
      last = text ?? last
      await new Promise((wake) => setTimeout(wake, PAUSE))
    }
  } finally {
    for (const track of stream.getTracks()) track.stop()
  }
}
