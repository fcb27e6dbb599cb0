/** Values by variable, as `requester.firstName`. */
export type TemplateValues = Readonly<Record<string, string>>

/** Variables a canned reply may hold, in the order they are offered. */
export const TEMPLATE_VARIABLES = [
  'requester.firstName',
  'requester.name',
  'requester.email',
  'ticket.number',
  'ticket.title',
  'agent.firstName',
  'agent.name',
  'agent.email',
  'organisation.name',
  'site.name',
  'today',
] as const

interface Named {
  readonly name: string
  readonly emails: readonly string[]
}

/** The values of a ticket; `number` as people say it, `today` as the reader writes dates. */
export function templateValues(about: {
  readonly requester?: Named | undefined
  readonly agent?: Named | undefined
  readonly number: string
  readonly title: string
  readonly organisation: string
  readonly site: string
  readonly today: string
}): TemplateValues {
  const { requester, agent } = about
  return {
    'requester.firstName': firstName(requester?.name ?? ''),
    'requester.name': requester?.name ?? '',
    'requester.email': requester?.emails[0] ?? '',
    'ticket.number': about.number,
    'ticket.title': about.title,
    'agent.firstName': firstName(agent?.name ?? ''),
    'agent.name': agent?.name ?? '',
    'agent.email': agent?.emails[0] ?? '',
    'organisation.name': about.organisation,
    'site.name': about.site,
    today: about.today,
  }
}

function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? ''
}

/**
 * Fills the variables of a text: `Hello {{requester.firstName}}`. One without a value stays as it is and is named in
 * `missing`, so that nobody sends a gap. `escape` is applied to each value, for HTML.
 */
export function fillTemplate(
  text: string,
  values: TemplateValues,
  escape: (value: string) => string = (value) => value,
): { readonly text: string; readonly missing: readonly string[] } {
  const missing = new Set<string>()
  const filled = text.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value !== undefined && value !== '') return escape(value)
    missing.add(name)
    return whole
  })
  return { text: filled, missing: [...missing] }
}

/** The text in a language, else in English, else in any. */
export function textIn(texts: Readonly<Record<string, string>>, language: string): string {
  return texts[language] || texts['en'] || (Object.values(texts).find((text) => text !== '') ?? '')
}
