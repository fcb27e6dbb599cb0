import { usePlatform } from '#renderer/platform/platform-context.tsx'
import { usePreferences } from '#renderer/ui/preferences.ts'
import { useRefusals } from '#renderer/ui/refusals.ts'

/** Whether this device shows notifications, and the way to change it. */
export interface NotificationsSwitch {
  readonly isOn: boolean
  turn(isOn: boolean): Promise<void>
}

/** On in the desktop program unless switched off; in a browser only once the person asked for them and it permits them. */
export function useNotificationsSwitch(): NotificationsSwitch {
  const platform = usePlatform()
  const chosen = usePreferences((state) => state.notifications)
  const choose = usePreferences((state) => state.setNotifications)
  const { showRefusal } = useRefusals()
  return {
    isOn: chosen === 'on' || (chosen === 'default' && platform.kind === 'desktop'),
    async turn(isOn) {
      if (!isOn) return choose('off')
      const permitted = await platform.permitNotices()
      if (permitted.ok) choose('on')
      else showRefusal(permitted.refusal)
    },
  }
}
