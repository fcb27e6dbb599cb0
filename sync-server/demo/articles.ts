import { articles } from '#shared/articles/collection.ts'
import type { Article } from '#shared/articles/schema.ts'
import { addMinutes, type Instant } from '#shared/kernel/time.ts'
import { ORG_ID } from './organisation.ts'

/** Category, then title and body in English and in French. */
const ARTICLES: readonly (readonly [string, string, string, string, string])[] = [
  [
    'access',
    'Change your password without getting locked out',
    '1. Press Ctrl + Alt + Del and choose "Change a password".\n2. Type the old password once and the new one twice. It needs at least ten characters.\n3. Update the password on your phone within ten minutes: otherwise the phone keeps trying the old one and the account locks.\n\nLocked all the same? Report it here, the service desk opens it within minutes.',
    'Changer son mot de passe sans verrouiller son compte',
    '1. Appuyez sur Ctrl + Alt + Suppr et choisissez « Modifier un mot de passe ».\n2. Saisissez l’ancien mot de passe une fois, le nouveau deux fois. Il doit compter au moins dix caractères.\n3. Mettez le mot de passe à jour sur votre téléphone dans les dix minutes : sinon, le téléphone réessaie l’ancien et le compte se verrouille.\n\nVerrouillé malgré tout ? Signalez-le ici, le centre de services le débloque en quelques minutes.',
  ],
  [
    'network',
    'Use the VPN from home',
    'Start the VPN client and choose the profile "Brévent". Confirm the number on your phone.\n\nIf the connection drops after about twenty minutes, choose the profile "Brévent 2".\n\nThe VPN is not needed for mail and meetings.',
    'Utiliser le VPN en télétravail',
    'Lancez le client VPN et choisissez le profil « Brévent ». Confirmez le nombre affiché sur votre téléphone.\n\nSi la connexion tombe au bout d’une vingtaine de minutes, choisissez le profil « Brévent 2 ».\n\nLe VPN n’est pas nécessaire pour la messagerie et les réunions.',
  ],
  [
    'printing',
    'Print on both sides and in black and white',
    'Every printer prints on both sides by default. For a single document, open Properties > Finishing in the print dialog.\n\nIf the option is missing, restart the computer once: the right driver is then installed by itself.',
    'Imprimer en recto verso et en noir et blanc',
    'Toutes les imprimantes impriment en recto verso par défaut. Pour un document particulier, ouvrez Propriétés > Finition dans la fenêtre d’impression.\n\nSi l’option manque, redémarrez le poste une fois : le bon pilote s’installe alors tout seul.',
  ],
  [
    'security',
    'Recognise a phishing mail',
    'Look at the sender’s address, not at the name. Hover over links before you click. Nobody from IT ever asks for your password.\n\nReport a doubtful mail here with the mail attached. If you clicked or typed something, call the service desk at once: nobody will blame you.',
    'Reconnaître un courriel d’hameçonnage',
    'Regardez l’adresse de l’expéditeur, pas son nom. Survolez les liens avant de cliquer. Personne de l’informatique ne vous demandera jamais votre mot de passe.\n\nSignalez ici un courriel douteux en le joignant. Si vous avez cliqué ou saisi quelque chose, appelez tout de suite le centre de services : personne ne vous en voudra.',
  ],
  [
    'workstation',
    'External screens stay black on the docking station',
    '1. Unplug the laptop from the dock.\n2. Unplug the power cable of the dock for thirty seconds.\n3. Plug in the power, wait for the light, then connect the laptop.\n\nStill black? Report it with the model written under the dock.',
    'Les écrans externes restent noirs sur la station d’accueil',
    '1. Débranchez le portable de la station.\n2. Débranchez l’alimentation de la station pendant trente secondes.\n3. Rebranchez l’alimentation, attendez le voyant, puis connectez le portable.\n\nToujours noir ? Signalez-le en indiquant le modèle inscrit sous la station.',
  ],
  [
    'onboarding',
    'Announce a new colleague',
    'Tell us at least five working days before the first day: name, start date, site, department, manager and the equipment needed. The desk will be ready on the first morning.',
    'Annoncer une nouvelle arrivée',
    'Prévenez-nous au moins cinq jours ouvrés avant l’arrivée : nom, date, site, service, responsable et matériel nécessaire. Le poste sera prêt le premier matin.',
  ],
]

/** What only the desk reads. */
const INTERNAL: typeof ARTICLES = [
  [
    'network',
    'Known error: sessions on VPN gateway 1 close after twenty minutes',
    'Symptom: the session closes after 1,200 seconds, always on gateway 1.\n\nWorkaround: profile "Brévent 2" (gateway 2).\n\nManufacturer case 00418823, firmware 9.2.4 corrects it. Do not raise the UDP timeout by hand: the table fills within an hour.',
    'Erreur connue : la passerelle VPN 1 ferme les sessions au bout de vingt minutes',
    'Symptôme : la session se ferme au bout de 1 200 secondes, toujours sur la passerelle 1.\n\nContournement : profil « Brévent 2 » (passerelle 2).\n\nDossier constructeur 00418823, corrigé par le micrologiciel 9.2.4. Ne pas augmenter le délai UDP à la main : la table se remplit en une heure.',
  ],
  [
    'workstation',
    'Dock firmware: which version on which dock',
    'WD19S: 01.00.21 or later. TB16: retired, exchange it.\n\n1. Unplug every screen.\n2. Run the update from the support share, ten minutes.\n3. Power off the dock for thirty seconds.\n\nNever update with the battery below 20 %.',
    'Micrologiciel des stations : quelle version pour quel modèle',
    'WD19S : 01.00.21 ou plus récent. TB16 : retirée, à échanger.\n\n1. Débrancher tous les écrans.\n2. Lancer la mise à jour depuis le partage du support, dix minutes.\n3. Couper l’alimentation de la station pendant trente secondes.\n\nJamais de mise à jour avec une batterie sous 20 %.',
  ],
  [
    'onboarding',
    'Joiners: what to prepare, and until when',
    'Five days before: account, groups, licence, laptop from stock.\nTwo days before: image, label, BitLocker key, VPN.\nThe day before: desk, dock, screens, telephone.\nFirst day, 9:00: hand over, twenty minutes, signature.',
    'Arrivées : que préparer, et pour quand',
    'Cinq jours avant : compte, groupes, licence, portable du stock.\nDeux jours avant : image, étiquette, clé BitLocker, VPN.\nLa veille : bureau, station, écrans, téléphone.\nPremier jour, 9 h : remise en main propre, vingt minutes, signature.',
  ],
]

/** The knowledge base of the demo, each article in both languages, with the version it was published in. */
export function demoArticles(now: Instant): Article[] {
  const articles = [
    ...written(ARTICLES, 'article', 'public', now),
    ...written(INTERNAL, 'guide', 'internal', now),
  ]
  return [...articles, ...articles.map(keptVersion)]
}

/** The version of an article that was kept when it was published. */
function keptVersion(article: Article): Article {
  return { ...article, id: `${article.id}-v1`, versionOf: article.id }
}

function written(
  list: typeof ARTICLES,
  prefix: string,
  audience: Article['audience'],
  now: Instant,
): Article[] {
  return list.flatMap(([category, title, body, titleFr, bodyFr], index) => {
    const createdAt = addMinutes(now, -(index + 3) * 29 * 24 * 60)
    const common = {
      groupId: `${prefix}-${index + 1}`,
      categoryId: `category-${category}`,
      createdAt,
      updatedAt: createdAt,
      publishedAt: createdAt,
      tags: [category],
      audience,
    }
    return [
      article({ id: `${prefix}-${index + 1}-en`, language: 'en', title, body, ...common }),
      article({ id: `${prefix}-${index + 1}-fr`, language: 'fr', title: titleFr, body: bodyFr, ...common }),
    ]
  })
}

function article(fields: Partial<Article> & Pick<Article, 'id' | 'title'>): Article {
  return {
    ...(articles.defaults as Article),
    rev: 1,
    deletedAt: '',
    orgId: ORG_ID,
    state: 'published',
    version: 1,
    authorId: 'agent-1',
    ...fields,
  }
}
