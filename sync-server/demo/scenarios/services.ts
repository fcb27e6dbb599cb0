import type { Scenario } from './scenario.ts'

/** Networks, servers and business applications. */
export const SERVICES: readonly Scenario[] = [
  {
    category: 'network',
    kind: 'incident',
    impact: 'medium',
    urgency: 'medium',
    tags: ['wifi'],
    scripts: {
      en: {
        title: 'Wi-Fi drops in the meeting rooms',
        opening:
          'Hello,\n\nin the meeting rooms on the second floor in {site} the Wi-Fi drops every few minutes. Video calls with customers are impossible there.\n\n{name}',
        reply:
          'Hello {name},\n\nthank you. We see two access points on the same channel there and are moving one of them tonight. Could you tell me tomorrow whether it is better?\n\n{agent}',
        answer: 'Much better this morning, only the corner room still drops now and then.',
        note: 'AP-2F-03 moved to channel 44, AP-2F-04 transmit power lowered. Corner room: metal cabinet in front of the access point.',
        solution:
          'The access point in the corner room now hangs on the other wall. A test over the whole day shows no drop.\n\n{agent}',
      },
      fr: {
        title: 'Coupures Wi-Fi dans les salles de réunion',
        opening:
          'Bonjour,\n\ndans les salles de réunion du deuxième étage à {site}, le Wi-Fi coupe toutes les quelques minutes. Impossible d’y tenir une visioconférence avec un client.\n\n{name}',
        reply:
          'Bonjour {name},\n\nmerci. Nous voyons deux bornes sur le même canal et en déplaçons une ce soir. Pouvez-vous me dire demain si c’est mieux ?\n\n{agent}',
        answer: 'Bien mieux ce matin, seule la salle d’angle coupe encore de temps en temps.',
        note: 'AP-2F-03 passée sur le canal 44, puissance de AP-2F-04 réduite. Salle d’angle : armoire métallique devant la borne.',
        solution:
          'La borne de la salle d’angle est maintenant sur l’autre mur. Un test sur la journée entière ne montre aucune coupure.\n\n{agent}',
      },
    },
  },
  {
    category: 'network',
    kind: 'incident',
    impact: 'low',
    urgency: 'high',
    tags: ['vpn'],
    scripts: {
      en: {
        title: 'VPN disconnects from home',
        opening:
          'Hello,\n\nI work from home on Wednesdays and the VPN of {pc} disconnects about every twenty minutes. I then have to enter the code on the phone again.\n\n{name}',
        reply:
          'Hello {name},\n\nwhich internet box do you have at home, and are you on Wi-Fi or on a cable? In the meantime I have set your profile to the second gateway.\n\n{agent}',
        answer: 'On Wi-Fi, box of my provider. With the second gateway it held for two hours.',
        note: 'Gateway 1 drops UDP sessions behind some boxes after 20 minutes. Firmware fix announced for next week, see problem record.',
        solution:
          'Please stay on the second gateway until our update next week, you need not change anything after that.\n\n{agent}',
      },
      fr: {
        title: 'Le VPN se déconnecte en télétravail',
        opening:
          'Bonjour,\n\nje télétravaille le mercredi et le VPN de {pc} se déconnecte toutes les vingt minutes environ. Je dois à chaque fois ressaisir le code du téléphone.\n\n{name}',
        reply:
          'Bonjour {name},\n\nquelle box avez-vous à la maison, et êtes-vous en Wi-Fi ou en filaire ? En attendant, j’ai basculé votre profil sur la seconde passerelle.\n\n{agent}',
        answer: 'En Wi-Fi, box de mon opérateur. Avec la seconde passerelle, cela a tenu deux heures.',
        note: 'La passerelle 1 ferme les sessions UDP derrière certaines box au bout de 20 minutes. Correctif annoncé la semaine prochaine, voir la fiche problème.',
        solution:
          'Restez sur la seconde passerelle jusqu’à notre mise à jour de la semaine prochaine, vous n’aurez rien à changer ensuite.\n\n{agent}',
      },
    },
  },
  {
    category: 'applications',
    kind: 'incident',
    impact: 'high',
    urgency: 'high',
    tags: ['erp'],
    scripts: {
      en: {
        title: 'ERP: goods receipt cannot be posted',
        opening:
          'Urgent: since 9:40 we cannot post any goods receipt in the ERP. The message says "number range exhausted". Two lorries are waiting at the dock.\n\n{name}',
        reply:
          'Hello {name},\n\nwe are on it with the application team. Please note the receipts on paper for the moment; we will call you as soon as posting works again.\n\n{agent}',
        answer: 'Understood. We have 14 receipts on paper so far.',
        note: 'Number range 50 ended at 5099999. Extended in production after approval by the application owner, emergency change recorded.',
        solution:
          'Posting works again since 10:25. The number range is extended and now warns at 90 %. Please enter the paper receipts with today’s date.\n\n{agent}',
      },
      fr: {
        title: 'ERP : impossible d’enregistrer une entrée de marchandises',
        opening:
          'Urgent : depuis 9 h 40, nous ne pouvons plus enregistrer d’entrée de marchandises dans l’ERP. Le message indique « tranche de numéros épuisée ». Deux camions attendent à quai.\n\n{name}',
        reply:
          'Bonjour {name},\n\nnous y travaillons avec l’équipe applicative. Notez pour l’instant les réceptions sur papier ; nous vous appelons dès que l’enregistrement fonctionne.\n\n{agent}',
        answer: 'Bien compris. Nous avons déjà 14 réceptions sur papier.',
        note: 'Tranche 50 terminée à 5099999. Étendue en production après accord du responsable applicatif, changement urgent enregistré.',
        solution:
          'L’enregistrement fonctionne de nouveau depuis 10 h 25. La tranche est étendue et alerte désormais à 90 %. Merci de saisir les réceptions papier à la date du jour.\n\n{agent}',
      },
    },
  },
  {
    category: 'applications',
    kind: 'request',
    impact: 'low',
    urgency: 'low',
    tags: ['licence'],
    scripts: {
      en: {
        title: 'PDF editor licence',
        opening:
          'Hello,\n\nI have to correct supplier contracts in PDF every week. Could I get a licence for the PDF editor?\n\n{name}',
        reply:
          'Hello {name},\n\nyour request needs the approval of your manager, who has just received it. We have free licences, so it will be quick.\n\n{agent}',
        answer: 'She approved it, thank you.',
        note: '3 of 25 seats free after this one. Reminder set to reclaim unused seats in January.',
        solution: 'The editor is on {pc} now, you will find it in the start menu.\n\n{agent}',
      },
      fr: {
        title: 'Licence pour l’éditeur PDF',
        opening:
          'Bonjour,\n\nje dois corriger chaque semaine des contrats fournisseurs en PDF. Pourrais-je avoir une licence de l’éditeur PDF ?\n\n{name}',
        reply:
          'Bonjour {name},\n\nvotre demande doit être approuvée par votre responsable, qui vient de la recevoir. Il nous reste des licences, ce sera donc rapide.\n\n{agent}',
        answer: 'Elle l’a approuvée, merci.',
        note: '3 postes libres sur 25 après celui-ci. Rappel prévu en janvier pour récupérer les licences inutilisées.',
        solution: 'L’éditeur est installé sur {pc}, vous le trouverez dans le menu Démarrer.\n\n{agent}',
      },
    },
  },
  {
    category: 'applications',
    kind: 'incident',
    impact: 'medium',
    urgency: 'medium',
    tags: ['crm'],
    scripts: {
      en: {
        title: 'CRM shows yesterday’s orders',
        opening:
          'Hello,\n\nthe orders in the CRM stop at yesterday evening. Customers call about orders that I cannot see.\n\n{name}',
        reply:
          'Hello {name},\n\nthe nightly interface stopped on one faulty record. We have started it again and it should catch up within the hour.\n\n{agent}',
        answer: 'I can see this morning’s orders now. Thanks!',
        note: 'Order 88213 had a tab in the reference field. Interface now skips and reports such records.',
        solution: 'All orders are there, and a single faulty record no longer stops the others.\n\n{agent}',
      },
      fr: {
        title: 'Le CRM affiche les commandes d’hier',
        opening:
          'Bonjour,\n\nles commandes du CRM s’arrêtent à hier soir. Des clients appellent pour des commandes que je ne vois pas.\n\n{name}',
        reply:
          'Bonjour {name},\n\nl’interface de nuit s’est arrêtée sur un enregistrement erroné. Nous l’avons relancée, elle devrait rattraper son retard dans l’heure.\n\n{agent}',
        answer: 'Je vois maintenant les commandes de ce matin. Merci !',
        note: 'La commande 88213 contenait une tabulation dans le champ référence. L’interface ignore et signale désormais ces enregistrements.',
        solution:
          'Toutes les commandes sont là, et un enregistrement erroné n’arrête plus les autres.\n\n{agent}',
      },
    },
  },
  {
    category: 'network',
    kind: 'problem',
    impact: 'high',
    urgency: 'medium',
    tags: ['vpn', 'gateway'],
    scripts: {
      en: {
        title: 'VPN gateway 1 closes sessions after twenty minutes',
        opening:
          'Eleven incidents in three weeks: VPN sessions over gateway 1 close after about twenty minutes behind certain internet boxes.',
        reply:
          'Workaround for everybody concerned: profile on gateway 2. The manufacturer has confirmed the fault and announced a firmware.',
        answer: 'Confirmed on two more boxes of another provider.',
        note: 'UDP session timeout ignores keep-alive when NAT-T is used. Manufacturer case 00418823.',
        solution: 'Firmware 9.2.4 installed on both gateways. No session closed in five days of observation.',
      },
      fr: {
        title: 'La passerelle VPN 1 ferme les sessions au bout de vingt minutes',
        opening:
          'Onze incidents en trois semaines : les sessions VPN passant par la passerelle 1 se ferment au bout d’une vingtaine de minutes derrière certaines box.',
        reply:
          'Contournement pour toutes les personnes concernées : profil sur la passerelle 2. Le constructeur a confirmé le défaut et annoncé un micrologiciel.',
        answer: 'Confirmé avec deux autres box d’un autre opérateur.',
        note: 'Le délai de session UDP ignore le maintien de connexion en NAT-T. Dossier constructeur 00418823.',
        solution:
          'Micrologiciel 9.2.4 installé sur les deux passerelles. Aucune session fermée en cinq jours d’observation.',
      },
    },
  },
  {
    category: 'network',
    kind: 'change',
    impact: 'high',
    urgency: 'low',
    tags: ['firmware', 'switch'],
    scripts: {
      en: {
        title: 'Replace the core switch in {site}',
        opening:
          'The core switch in {site} leaves support at the end of the year. Replacement planned on a Saturday, two hours without network in the building.',
        reply:
          'Window agreed with logistics and production. Roll-back: the old switch stays in the rack for two weeks.',
        answer: 'Production confirms that no shift works that Saturday.',
        note: 'Configuration exported and checked on the spare unit. Keys of the technical room at the reception desk.',
        solution: 'Exchange finished after 74 minutes, all uplinks are up, monitoring is green.',
      },
      fr: {
        title: 'Remplacer le commutateur central de {site}',
        opening:
          'Le commutateur central de {site} n’est plus pris en charge à la fin de l’année. Remplacement prévu un samedi, deux heures sans réseau dans le bâtiment.',
        reply:
          'Créneau validé avec la logistique et la production. Retour arrière : l’ancien commutateur reste deux semaines dans la baie.',
        answer: 'La production confirme qu’aucune équipe ne travaille ce samedi-là.',
        note: 'Configuration exportée et vérifiée sur l’unité de rechange. Clés du local technique à l’accueil.',
        solution: 'Échange terminé en 74 minutes, tous les liens sont actifs, la supervision est au vert.',
      },
    },
  },
]
