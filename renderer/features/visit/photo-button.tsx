import { IconCamera } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { TouchAction } from '#renderer/ui/touch-action.tsx'
import classes from './visit.module.css'

interface PhotoButtonProps {
  readonly disabled: boolean
  readonly onPhotos: (photos: readonly File[]) => void
}

/** Takes a photo, or chooses some where the device has no camera. */
export function PhotoButton({ disabled, onPhotos }: PhotoButtonProps) {
  const { t } = useTranslation('today')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        multiple
        tabIndex={-1}
        className={classes['hidden']}
        aria-label={t('visit.photo')}
        onChange={(event) => {
          const photos = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (photos.length > 0) onPhotos(photos)
        }}
      />
      <TouchAction
        icon={IconCamera}
        label={t('visit.photo')}
        disabled={disabled}
        onClick={() => input.current?.click()}
      />
    </>
  )
}
