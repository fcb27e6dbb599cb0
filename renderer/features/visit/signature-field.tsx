import { useEffect, useEffectEvent, useImperativeHandle, useRef, type Ref } from 'react'
import SignaturePad from 'signature_pad'
import classes from './visit.module.css'

/** A signature is kept as ink on paper, whichever colours the screen has. */
const PAPER = '#ffffff'
const INK = '#10202e'

export interface SignatureHandle {
  clear(): void
  /** The signature as a PNG; undefined while nothing is signed. */
  picture(): Promise<Blob | undefined>
}

interface SignatureFieldProps {
  readonly label: string
  readonly onChange: (isSigned: boolean) => void
  readonly ref: Ref<SignatureHandle>
}

/** Paper to sign on with a finger, a pen or the mouse; it keeps the strokes when the screen is turned. */
export function SignatureField({ label, onChange, ref }: SignatureFieldProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pad = useRef<SignaturePad>(undefined)
  const changed = useEffectEvent(onChange)
  useEffect(() => {
    const paper = canvas.current
    if (paper === null) return undefined
    const made = new SignaturePad(paper, {
      backgroundColor: PAPER,
      penColor: INK,
      minWidth: 1.2,
      maxWidth: 3.4,
    })
    pad.current = made
    made.addEventListener('endStroke', () => changed(!made.isEmpty()))
    const sizes = new ResizeObserver(() => fit(paper, made))
    sizes.observe(paper)
    return () => {
      sizes.disconnect()
      made.off()
    }
  }, [])
  useImperativeHandle(ref, () => ({
    clear: () => pad.current?.clear(),
    picture: () => pictureOf(canvas.current, pad.current),
  }))
  return (
    <div className={classes['sheet']}>
      <canvas ref={canvas} role="img" aria-label={label} className={classes['paper']} />
      <span aria-hidden className={classes['baseline']}>
        {label}
      </span>
    </div>
  )
}

/** As many pixels as the screen has; a canvas forgets its picture when its size changes. */
function fit(paper: HTMLCanvasElement, pad: SignaturePad): void {
  const strokes = pad.toData()
  const ratio = Math.max(1, window.devicePixelRatio)
  paper.width = paper.offsetWidth * ratio
  paper.height = paper.offsetHeight * ratio
  paper.getContext('2d')?.scale(ratio, ratio)
  pad.clear()
  pad.fromData(strokes)
}

async function pictureOf(
  paper: HTMLCanvasElement | null,
  pad: SignaturePad | undefined,
): Promise<Blob | undefined> {
  if (paper === null || pad === undefined || pad.isEmpty()) return undefined
  const picture = await new Promise<Blob | null>((done) => paper.toBlob(done, 'image/png'))
  return picture ?? undefined
}
