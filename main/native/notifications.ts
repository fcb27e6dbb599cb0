import { Notification } from 'electron'
import type { DesktopNotice } from '#shared/ipc/channels.ts'
import { accept, refuse, type Result } from '#shared/kernel/result.ts'

/** Shows a notification; a click runs `onClick` with the notice. Refuses `notifications-unavailable`. */
export type ShowNotice = (notice: DesktopNotice, onClick: (notice: DesktopNotice) => void) => Result<null>

/** Notifications of the system. Shown ones are held, or they would be collected before the click. */
export function createNotifications(): ShowNotice {
  const shown = new Set<Notification>()
  return (notice, onClick) => {
    if (!Notification.isSupported()) return refuse('notifications-unavailable')
    const notification = new Notification({ title: notice.title, body: notice.body })
    const forget = () => shown.delete(notification)
    notification.on('click', () => {
      forget()
      onClick(notice)
    })
    notification.on('close', forget)
    notification.on('failed', forget)
    shown.add(notification)
    notification.show()
    return accept(null)
  }
}
