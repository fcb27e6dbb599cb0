/** A mailbox on the test servers; the address is also the login name. */
export interface MailAccount {
  readonly address: string
  readonly password: string
}

/** The only domain that the test servers deliver to. */
export const mailDomain = 'example.test'
