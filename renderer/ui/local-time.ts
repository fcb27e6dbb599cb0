import { format } from 'date-fns'

/** An instant as a field of type `datetime-local` shows it, in this device's time zone; '' for ''. */
export function toLocalField(at: string): string {
  return at === '' ? '' : format(new Date(at), "yyyy-MM-dd'T'HH:mm")
}

/** The instant behind what such a field holds; '' for anything that is none. */
export function fromLocalField(typed: string): string {
  const date = new Date(typed)
  return typed === '' || Number.isNaN(date.getTime()) ? '' : date.toISOString()
}
