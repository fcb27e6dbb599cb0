import type { Scenario } from './scenario.ts'

/** Accounts, e-mail and security. */
export const ACCESS: readonly Scenario[] = [
  {
    category: 'access',
    kind: 'incident',
    impact: 'low',
    urgency: 'high',
    tags: ['password'],
    scripts: {
      en: {
        title: 'Account locked after the holidays',
        opening:
          'Hello,\n\nI am back from three weeks of leave and my account is locked. I probably typed the old password too often. I cannot get into anything.\n\n{name}',
        reply:
          'Hello {name},\n\nyour account is open again. At the first sign-in you will be asked for a new password; please update it on your phone as well, otherwise the account locks again.\n\n{agent}',
        answer: 'I am in. The phone asked for it too, all good.',
        note: 'Identity checked by call-back on the internal number.',
        solution: 'You are all set. Have a good start back at work.\n\n{agent}',
      },
      fr: {
        title: 'Compte verrouillé au retour de congés',
        opening:
          'Bonjour,\n\nje reviens de trois semaines de congés et mon compte est verrouillé. J’ai sans doute saisi trop souvent l’ancien mot de passe. Je ne peux accéder à rien.\n\n{name}',
        reply:
          'Bonjour {name},\n\nvotre compte est déverrouillé. À la première connexion, un nouveau mot de passe vous sera demandé ; mettez-le aussi à jour sur votre téléphone, sinon le compte se verrouillera de nouveau.\n\n{agent}',
        answer: 'C’est bon, je suis connecté. Le téléphone l’a demandé aussi.',
        note: 'Identité vérifiée par rappel sur le numéro interne.',
        solution: 'Tout est en ordre. Bonne reprise.\n\n{agent}',
      },
    },
  },
  {
    category: 'access',
    kind: 'request',
    impact: 'low',
    urgency: 'medium',
    tags: ['share', 'permission'],
    scripts: {
      en: {
        title: 'Access to the budget folder',
        opening:
          'Hello,\n\nfor the preparation of next year I need write access to Finance\\Budget. My manager agrees, she is in copy.\n\n{name}',
        reply:
          'Hello {name},\n\nthe owner of that folder is the head of finance. I have asked for his approval and will add you as soon as he has answered.\n\n{agent}',
        answer: 'Thank you, he told me he approved it this morning.',
        note: 'Approval received in writing. Group GG_FIN_Budget_RW, expires at the end of March.',
        solution:
          'You now have write access until the end of March. Please sign out and in again for it to take effect.\n\n{agent}',
      },
      fr: {
        title: 'Accès au dossier Budget',
        opening:
          'Bonjour,\n\npour préparer l’année prochaine, j’ai besoin d’un accès en écriture à Finance\\Budget. Ma responsable est d’accord, elle est en copie.\n\n{name}',
        reply:
          'Bonjour {name},\n\nle propriétaire de ce dossier est le directeur financier. Je lui ai demandé son accord et je vous ajoute dès sa réponse.\n\n{agent}',
        answer: 'Merci, il m’a dit avoir validé ce matin.',
        note: 'Accord écrit reçu. Groupe GG_FIN_Budget_RW, expire fin mars.',
        solution:
          'Vous avez désormais l’accès en écriture jusqu’à fin mars. Fermez puis rouvrez votre session pour qu’il prenne effet.\n\n{agent}',
      },
    },
  },
  {
    category: 'onboarding',
    kind: 'request',
    impact: 'low',
    urgency: 'medium',
    tags: ['new-starter'],
    scripts: {
      en: {
        title: 'New colleague starts on Monday',
        opening:
          'Hello,\n\na new project manager joins us in {site} on Monday. She needs a laptop, two screens, the standard software and access to the project space. Sorry for the short notice.\n\n{name}',
        reply:
          'Hello {name},\n\nwe have a laptop in stock and will prepare it today. Please send us the start date in the contract and the name of her manager, so that the account is created with the right rights.\n\n{agent}',
        answer: 'Start date Monday, manager is me. She will be on the third floor, desk 3.14.',
        note: '{pc} prepared, BitLocker key escrowed, welcome letter printed.',
        solution:
          'Everything is on the desk: laptop, screens and headset. Her first sign-in code is in a sealed envelope at reception.\n\n{agent}',
      },
      fr: {
        title: 'Arrivée d’une collègue lundi',
        opening:
          'Bonjour,\n\nune nouvelle cheffe de projet nous rejoint à {site} lundi. Il lui faut un portable, deux écrans, les logiciels standards et l’accès à l’espace projet. Désolé pour le délai.\n\n{name}',
        reply:
          'Bonjour {name},\n\nnous avons un portable en stock et le préparons aujourd’hui. Envoyez-nous la date d’arrivée prévue au contrat et le nom de son responsable, afin de créer le compte avec les bons droits.\n\n{agent}',
        answer: 'Arrivée lundi, je suis son responsable. Elle sera au troisième étage, bureau 3.14.',
        note: '{pc} préparé, clé BitLocker sauvegardée, lettre de bienvenue imprimée.',
        solution:
          'Tout est sur le bureau : portable, écrans et casque. Son premier code de connexion est sous enveloppe à l’accueil.\n\n{agent}',
      },
    },
  },
  {
    category: 'security',
    kind: 'incident',
    impact: 'medium',
    urgency: 'high',
    tags: ['phishing'],
    scripts: {
      en: {
        title: 'Suspicious e-mail with a link to an invoice',
        opening:
          'Hello,\n\nI got a mail from a supplier asking me to sign in to see an invoice. The address looks strange (billing@supplier-payments.example). I clicked the link but did not type anything.\n\n{name}',
        reply:
          'Hello {name},\n\nthank you for reporting it at once, that was exactly right. Please do not use the link again. We have blocked the sender and are checking who else received it.\n\n{agent}',
        answer: 'Two colleagues in my office got the same mail, they have deleted it.',
        note: '17 recipients, 3 clicks, no credentials entered according to the proxy log. Domain blocked, mails pulled from the mailboxes.',
        solution:
          'It was a phishing mail. No data was lost, the mails are removed and the sender is blocked. No further action needed on your side.\n\n{agent}',
      },
      fr: {
        title: 'Courriel suspect avec un lien vers une facture',
        opening:
          'Bonjour,\n\nj’ai reçu un courriel d’un fournisseur me demandant de me connecter pour voir une facture. L’adresse est étrange (billing@supplier-payments.example). J’ai cliqué sur le lien, mais je n’ai rien saisi.\n\n{name}',
        reply:
          'Bonjour {name},\n\nmerci de l’avoir signalé tout de suite, c’était le bon réflexe. N’utilisez plus ce lien. Nous avons bloqué l’expéditeur et vérifions qui d’autre l’a reçu.\n\n{agent}',
        answer: 'Deux collègues de mon bureau ont reçu le même, ils l’ont supprimé.',
        note: '17 destinataires, 3 clics, aucun identifiant saisi d’après le journal du proxy. Domaine bloqué, messages retirés des boîtes.',
        solution:
          'Il s’agissait d’un hameçonnage. Aucune donnée n’a été perdue, les messages sont retirés et l’expéditeur est bloqué. Vous n’avez rien d’autre à faire.\n\n{agent}',
      },
    },
  },
  {
    category: 'email',
    kind: 'incident',
    impact: 'low',
    urgency: 'medium',
    tags: ['outlook', 'calendar'],
    scripts: {
      en: {
        title: 'Meeting invitations arrive an hour late',
        opening:
          'Hi,\n\ninvitations from our colleagues in Brussels show up one hour late in my calendar. The hour in the invitation mail is right.\n\n{name}',
        reply:
          'Hello {name},\n\nplease check the time zone in Outlook: File > Options > Calendar. It should say "Brussels, Paris".\n\n{agent}',
        answer: 'It said "Casablanca". I have no idea why.',
        note: 'Time zone set by location detection while travelling. Automatic time zone switched off by policy for this group.',
        solution:
          'The time zone is right again and no longer follows the hotel Wi-Fi. Existing meetings have moved to the right hour.\n\n{agent}',
      },
      fr: {
        title: 'Les invitations s’affichent une heure trop tard',
        opening:
          'Bonjour,\n\nles invitations de nos collègues de Bruxelles apparaissent une heure trop tard dans mon agenda. L’heure dans le courriel est pourtant correcte.\n\n{name}',
        reply:
          'Bonjour {name},\n\nvérifiez le fuseau horaire dans Outlook : Fichier > Options > Calendrier. Il devrait indiquer « Bruxelles, Paris ».\n\n{agent}',
        answer: 'Il indiquait « Casablanca ». Je ne sais pas pourquoi.',
        note: 'Fuseau défini par la localisation en déplacement. Fuseau automatique désactivé par stratégie pour ce groupe.',
        solution:
          'Le fuseau est de nouveau correct et ne suit plus le Wi-Fi de l’hôtel. Les réunions existantes sont revenues à la bonne heure.\n\n{agent}',
      },
    },
  },
  {
    category: 'email',
    kind: 'request',
    impact: 'low',
    urgency: 'low',
    tags: ['shared-mailbox'],
    scripts: {
      en: {
        title: 'Shared mailbox for supplier invoices',
        opening:
          'Hello,\n\nwe would like a shared mailbox invoices@ for the four people who enter supplier invoices, with the right to send from it.\n\n{name}',
        reply:
          'Hello {name},\n\nthat is possible. Who should own the mailbox, and should absent colleagues still get the mails? Please list the four people.\n\n{agent}',
        answer: 'I am the owner. The members are in the attached list.',
        note: 'Mailbox created, retention label Finance-10y applied, automapping on.',
        solution:
          'The mailbox exists and will appear in Outlook within the hour for all four of you. A short how-to is in the knowledge base.\n\n{agent}',
      },
      fr: {
        title: 'Boîte partagée pour les factures fournisseurs',
        opening:
          'Bonjour,\n\nnous souhaitons une boîte partagée factures@ pour les quatre personnes qui saisissent les factures fournisseurs, avec le droit d’envoyer depuis cette adresse.\n\n{name}',
        reply:
          'Bonjour {name},\n\nc’est possible. Qui doit être propriétaire de la boîte, et les collègues absents doivent-ils recevoir les courriels ? Merci de nous donner les quatre noms.\n\n{agent}',
        answer: 'Je suis propriétaire. Les membres sont dans la liste jointe.',
        note: 'Boîte créée, étiquette de conservation Finance-10 ans appliquée, mappage automatique activé.',
        solution:
          'La boîte existe et apparaîtra dans Outlook d’ici une heure pour vous quatre. Un mode d’emploi se trouve dans la base de connaissances.\n\n{agent}',
      },
    },
  },
]
