interface TrustedTypePolicyFactory {
  createPolicy(
    name: string,
    rules: {
      readonly createHTML: (text: string) => string | null
      readonly createScriptURL: (text: string) => string | null
    },
  ): unknown
}

/** What the HTML parser takes for the beginning of a tag, comment or declaration. */
const TAG = /<[a-z!/?]/i

/** True for text that cannot become an element, such as the style sheets our components inject. */
export function isWithoutMarkup(text: string): boolean {
  return !TAG.test(text)
}

/** True for a script (of a worker) that the page's own origin serves. */
export function isOwnScript(address: string, pageUrl: string): boolean {
  const url = URL.parse(address, pageUrl)
  const page = new URL(pageUrl)
  // Not `origin`: engines disagree on the origin of a scheme of one's own.
  return url !== null && url.protocol === page.protocol && url.host === page.host
}

/**
 * Installs the `default` policy our Content-Security-Policy asks for. A plain string may become HTML
 * only if it holds no markup, and a script's address only if it is ours; strings never become code.
 * Markup has to come from DOMPurify. Call it before anything renders.
 */
export function installTrustedTypes(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicyFactory }
  trustedTypes?.createPolicy('default', {
    createHTML: (text) => (isWithoutMarkup(text) ? text : null),
    createScriptURL: (address) => (isOwnScript(address, location.href) ? address : null),
  })
}
