/** Subjects of bounces that follow no standard. */
export const BOUNCE_SUBJECT = new RegExp(
  [
    'undeliver(?:able|ed)',
    'deliver(?:y|ing)[\\w ]{0,20}(?:fail|problem|error|status|notification|delay|unsuccess)',
    '(?:fail(?:ed|ure)|error)[\\w ]{0,20}(?:deliver|notice|mail)',
    'delivery warning',
    'returned mail',
    'mail (?:could not|system error|delivery|returned)',
    'message (?:status|could not|not delivered)',
    'failure notice',
    'returned to sender',
    'non[- ]?delivery',
    '\\bnot? delivered',
    'unzustellbar',
    'unknown user',
    'user unknown',
    'could not be delivered',
    'invalid (?:recipient|address)',
    'failed mail',
    'no se puede entregar',
    'no entregado',
    'non remis',
    'échec de (?:la )?(?:remise|distribution)',
    'mancato recapito',
    'não entregue',
    'niet bezorgd',
    'niedostarczon',
    'onbestelbaar',
    'mail failure',
    'transient|warning: (?:message|could not)',
    'nondeliverable',
    'address (?:has )?changed|no longer (?:valid|active)',
    'mailbox (?:unavailable|full)|over quota',
    'message delayed',
    'rejected (?:posting|mail)|mail (?:was )?(?:rejected|refused)',
    'delivery report|status notification',
    'problem delivering',
  ].join('|'),
  'i',
)

/** Sentences of the servers that write bounces. */
export const BOUNCE_TEXT = new RegExp(
  [
    'could not be delivered',
    '(?:unable|not able|wasn.t able) to deliver',
    'was not delivered',
    'did not reach the following',
    'delivery (?:to the following|has failed|failed|failure|attempts)',
    'permanent (?:fatal )?error',
    'user (?:is )?unknown|unknown user',
    'no such (?:user|mailbox|address|recipient)',
    'returned? (?:to sender|mail)',
    'mailbox (?:is )?(?:full|unavailable|not found|disabled|inactive)',
    'over (?:the )?quota|quota exceeded|exceed(?:s|ed)? (?:its|the)? ?(?:quota|storage)',
    'recipient(?:s)? (?:rejected|not found|unknown|address rejected)',
    'undeliver(?:able|ed)',
    'address(?:es)? (?:had|with) (?:permanent|transient|delivery)',
    'invalid (?:final delivery|recipient|address|user|mailbox)',
    'does not (?:exist|have an? )',
    'isn.t (?:a valid|listed)|not (?:a valid|listed|recognized)',
    'account (?:has been )?(?:disabled|closed|suspended|inactive|terminated)',
    'no longer (?:works?|valid|active|available|employed|in use|accept|receiv)',
    'can(?:not|.t) be (?:found|delivered|reached)',
    'message (?:was )?(?:rejected|refused|blocked)',
    'ha ocurrido un error|no pudo ser entregad|no ha podido',
    'konnte nicht (?:zugestellt|ausgeliefert)|nicht zustellbar',
    'n.a pas pu (?:être|etre)',
    'non è stato possibile|impossibile consegnare',
    'kan niet worden|kon niet (?:worden )?(?:afgeleverd|bezorgd)',
    'não (?:pôde|foi possível)',
    'delayed|postponed|has not (?:yet )?been delivered|queue for',
    'failed address|failed recipient|following address',
    '\\b5\\d\\d[ -][5]\\.\\d\\.\\d',
    'not accepting mail|blocked by',
  ].join('|'),
  'i',
)

/** The first words of servers whose sender address looks like anybody's. */
export const BOUNCE_OPENING = new RegExp(
  `^[\\s*=#-]*(?:${[
    'non-delivery report',
    'your (?:message|e-?mail|mail)\\b.{0,200}(?:could not be delivered|was not delivered|has been (?:delayed|rejected))',
    'could not deliver (?:message|your|the)',
    'delivery of e-?mail to this address',
    '(?:this|the following) (?:message|mail|e-?mail) could not be delivered',
    'votre message n.a pas pu',
    'ihre nachricht (?:konnte nicht|wurde nicht)',
    'su mensaje no (?:pudo|se pudo|ha podido)',
    'il (?:suo |tuo )?messaggio non',
    'this is an advisory-only e-?mail',
  ].join('|')})`,
  'is',
)

/** A bounce that is only a delay: the server is still trying. */
export const DELAY_TEXT =
  /\b(?:delayed|will (?:continue|keep) (?:trying|to (?:be made|try|retry))|attempts will continue|been postponed|still trying|not yet been delivered|do not need to resend|warning: (?:message|could not send))/i

/** Where the copy of the original mail begins in a bounce without parts. */
export const COPY_BELOW =
  /^.{0,12}(?:-{3,}|={3,}|_{3,}|\*{3,}).{0,12}(?:below this line|original|unsent|returned|this is a copy|copy of|undelivered|transcript of message)|^\s*(?:original message (?:follows|below)|the (?:text|headers|header) of (?:the|your)|your (?:original )?message (?:reads|follows|header)|return-path:|received: (?:from|by))/im

/** Senders that never write anything but bounces. */
export const MAILER_DAEMON = /^(?:mailer[-_.]?daemon|mail[-_.]?daemon)(?:@|$)/i

const DAEMONS =
  /^(?:mailer[-_.]?daemon|mail[-_.]?daemon|mdaemon|postmaster|post(?:office|master)?|mail[-_.]delivery[\w.-]*|bounces?|mailerdaemon|smtp[-_.]?daemon|mailadmin|mail-administrator|mmdf|inetgw\d*|autoreply-postmaster|uucp|emailerdaemon)$/i

/** True for the senders that write bounces. */
export function isDaemon(address: string, name: string): boolean {
  return (
    DAEMONS.test(address.split('@')[0] ?? '') ||
    /mail (?:delivery|administrator|system|deliver)|mailer.?daemon|postmaster/i.test(name)
  )
}
