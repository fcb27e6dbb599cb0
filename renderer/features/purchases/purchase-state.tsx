import { useTranslation } from 'react-i18next'
import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleX,
  IconPackage,
  IconQuestionMark,
  IconThumbUp,
  type Icon,
} from '@tabler/icons-react'
import { PURCHASE_STATES, type Item, type PurchaseState } from '#shared/items/schema.ts'
import { Picker } from '#renderer/ui/picker.tsx'
import { useRefusals } from '#renderer/ui/refusals.ts'
import type { PurchaseActs } from './use-purchase-acts.ts'
import classes from './purchases.module.css'

const ICONS: Readonly<Record<PurchaseState, Icon>> = {
  wished: IconCircleDashed,
  asked: IconQuestionMark,
  approved: IconThumbUp,
  ordered: IconPackage,
  received: IconCircleCheckFilled,
  cancelled: IconCircleX,
}

interface PurchaseStatePickerProps {
  readonly item: Item
  readonly acts: PurchaseActs
  readonly isReadOnly: boolean
}

/** How far a purchase is; the list offers where it may go, and says why not elsewhere. */
export function PurchaseStatePicker({ item, acts, isReadOnly }: PurchaseStatePickerProps) {
  const { t } = useTranslation(['purchases', 'items'])
  const { refusalText } = useRefusals()
  const current = PURCHASE_STATES.find((state) => state === item.state) ?? 'wished'
  const choices = PURCHASE_STATES.map((state) => {
    const refusal = state === current ? undefined : acts.whyNot(item, state)
    return {
      value: state,
      label: t(`items:purchaseState.${state}`),
      icon: <StateIcon state={state} />,
      ...(refusal === undefined ? {} : { disabled: true, hint: refusalText(refusal) }),
    }
  })
  return (
    <Picker
      label={t('cell', { column: t('column.state'), title: item.title })}
      value={current}
      choices={choices}
      searchable={false}
      disabled={isReadOnly}
      onChange={(value) => {
        const chosen = PURCHASE_STATES.find((state) => state === value)
        if (chosen !== undefined) acts.setState(item, chosen)
      }}
    />
  )
}

function StateIcon({ state }: { readonly state: PurchaseState }) {
  const Shape = ICONS[state]
  return <Shape size={15} aria-hidden className={classes['stateIcon']} data-state={state} />
}
