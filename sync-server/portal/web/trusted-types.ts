interface Policies {
  createPolicy(name: string, rules: { createHTML(text: string): string }): unknown
}

/** What a browser takes for the beginning of a tag, comment or declaration. */
const TAG = /<[a-z!/?]/i

/**
 * Lets style sheets through that the component library sets as text, and nothing that holds markup: under the server's
 * policy every other way to turn a string into elements throws, but for DOMPurify's, which has a policy of its own.
 */
export function allowStylesOnly(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies }
  trustedTypes?.createPolicy('default', {
    createHTML(text) {
      if (TAG.test(text)) throw new TypeError('The portal never makes elements from strings.')
      return text
    },
  })
}
