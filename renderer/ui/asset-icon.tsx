import {
  IconBox,
  IconDeviceLaptop,
  IconDeviceMobile,
  IconDroplet,
  IconFileCertificate,
  IconHeadphones,
  IconAppWindow,
  IconPrinter,
  IconRouter,
  type Icon,
} from '@tabler/icons-react'
import type { Asset } from '#shared/assets/schema.ts'

const ICONS: Readonly<Record<Asset['kind'], Icon>> = {
  computer: IconDeviceLaptop,
  phone: IconDeviceMobile,
  printer: IconPrinter,
  'network-device': IconRouter,
  software: IconAppWindow,
  licence: IconFileCertificate,
  consumable: IconDroplet,
  accessory: IconHeadphones,
  custom: IconBox,
}

/** The sign of a kind of asset; its name stands beside it. */
export function AssetIcon({ kind }: { readonly kind: Asset['kind'] }) {
  const Shape = ICONS[kind]
  return <Shape size={17} aria-hidden />
}
