import type { Scenario } from './scenario.ts'

/** Workstations, printers and telephones. */
export const WORKPLACE: readonly Scenario[] = [
  {
    category: 'workstation',
    kind: 'incident',
    impact: 'low',
    urgency: 'high',
    tags: ['laptop', 'docking'],
    scripts: {
      en: {
        title: 'External screens stay black on the docking station',
        opening:
          'Hello,\n\nSince this morning my two screens stay black when I put {pc} on the dock. The laptop charges and the keyboard works. I already unplugged everything once.\n\nCould someone have a look? I have the monthly closing to finish.\n\n{name}',
        reply:
          'Hello {name},\n\nThis looks like the dock firmware we are updating at the moment. Could you unplug the power cable of the dock itself for thirty seconds, plug it back in and only then connect the laptop?\n\nRegards,\n{agent}',
        answer: 'That worked for one screen. The second one still says "no signal".',
        note: 'Dock is a WD19S on firmware 01.00.15, known problem with two DisplayPort outputs. Take a spare dock along on the next visit.',
        solution:
          'I exchanged the dock for one with the current firmware and both screens are back. Please tell us if it happens again.\n\n{agent}',
      },
      fr: {
        title: 'Écrans externes noirs sur la station d’accueil',
        opening:
          'Bonjour,\n\nDepuis ce matin, mes deux écrans restent noirs quand je pose {pc} sur la station d’accueil. Le portable se charge et le clavier fonctionne. J’ai déjà tout débranché une fois.\n\nQuelqu’un peut-il regarder ? Je dois terminer la clôture mensuelle.\n\n{name}',
        reply:
          'Bonjour {name},\n\nCela ressemble au micrologiciel de la station que nous mettons à jour en ce moment. Pouvez-vous débrancher l’alimentation de la station pendant trente secondes, la rebrancher, puis seulement reconnecter le portable ?\n\nCordialement,\n{agent}',
        answer: 'C’est bon pour un écran. Le second affiche toujours « aucun signal ».',
        note: 'Station WD19S en micrologiciel 01.00.15, problème connu avec deux sorties DisplayPort. Emporter une station de rechange à la prochaine visite.',
        solution:
          'J’ai remplacé la station par un modèle à jour et les deux écrans fonctionnent de nouveau. N’hésitez pas à nous le signaler si cela se reproduit.\n\n{agent}',
      },
    },
  },
  {
    category: 'workstation',
    kind: 'incident',
    impact: 'low',
    urgency: 'medium',
    tags: ['laptop', 'battery'],
    scripts: {
      en: {
        title: 'Laptop battery lasts less than an hour',
        opening:
          'Hi,\n\nThe battery of {pc} is empty after about fifty minutes. In meetings I always have to look for a socket. Is it still under warranty?\n\nThanks\n{name}',
        reply:
          'Hello {name},\n\nThe battery report we collected shows 41 % of its original capacity, so it has to be replaced. The laptop is under warranty until next spring and I have ordered a battery.\n\n{agent}',
        answer: 'Perfect, thank you. I am in {site} on Tuesdays and Thursdays.',
        note: 'Warranty case opened with the manufacturer, battery arrives in three working days. 41 % of design capacity, 612 cycles.',
        solution:
          'The new battery is in, the report shows 100 % capacity again. The old one went back to the manufacturer.\n\n{agent}',
      },
      fr: {
        title: 'Batterie du portable vide en moins d’une heure',
        opening:
          'Bonjour,\n\nLa batterie de {pc} est vide au bout d’une cinquantaine de minutes. En réunion, je cherche toujours une prise. Est-il encore sous garantie ?\n\nMerci\n{name}',
        reply:
          'Bonjour {name},\n\nLe rapport de batterie indique 41 % de la capacité d’origine, il faut donc la remplacer. Le portable est sous garantie jusqu’au printemps prochain et j’ai commandé une batterie.\n\n{agent}',
        answer: 'Parfait, merci. Je suis à {site} le mardi et le jeudi.',
        note: 'Dossier de garantie ouvert chez le constructeur, batterie attendue sous trois jours ouvrés. 41 % de la capacité nominale, 612 cycles.',
        solution:
          'La nouvelle batterie est en place, le rapport indique de nouveau 100 %. L’ancienne est repartie chez le constructeur.\n\n{agent}',
      },
    },
  },
  {
    category: 'workstation',
    kind: 'incident',
    impact: 'low',
    urgency: 'medium',
    tags: ['performance'],
    scripts: {
      en: {
        title: 'Computer very slow after the Windows update',
        opening:
          'Good morning,\n\nSince the update on Monday {pc} takes ten minutes to start and Excel freezes all the time. The fan runs without a break.\n\n{name}',
        reply:
          'Hello {name},\n\nI can see the indexing service rebuilding its database, which should end today. Please leave the computer on over lunch. If it is not better this afternoon I will take over remotely.\n\n{agent}',
        answer: 'Still the same this afternoon, you may connect whenever you like.',
        note: 'Disk at 97 %, 38 GB of old update packages. Cleaned with the component store tool; 61 GB free now.',
        solution:
          'The disk was almost full of old update files. After the clean-up the computer starts in under a minute. We will roll the clean-up out to the other machines of your department.\n\n{agent}',
      },
      fr: {
        title: 'Ordinateur très lent depuis la mise à jour Windows',
        opening:
          'Bonjour,\n\nDepuis la mise à jour de lundi, {pc} met dix minutes à démarrer et Excel se fige sans arrêt. Le ventilateur tourne en continu.\n\n{name}',
        reply:
          'Bonjour {name},\n\nJe vois que le service d’indexation reconstruit sa base, cela devrait se terminer aujourd’hui. Laissez l’ordinateur allumé pendant le déjeuner. Si ce n’est pas mieux cet après-midi, je prendrai la main à distance.\n\n{agent}',
        answer: 'Toujours pareil cet après-midi, vous pouvez vous connecter quand vous voulez.',
        note: 'Disque plein à 97 %, 38 Go d’anciens paquets de mise à jour. Nettoyage du magasin de composants : 61 Go libres.',
        solution:
          'Le disque était presque plein d’anciens fichiers de mise à jour. Après nettoyage, l’ordinateur démarre en moins d’une minute. Nous allons déployer ce nettoyage sur les autres postes de votre service.\n\n{agent}',
      },
    },
  },
  {
    category: 'printing',
    kind: 'incident',
    impact: 'medium',
    urgency: 'medium',
    tags: ['printer'],
    scripts: {
      en: {
        title: '{printer} prints grey stripes on every page',
        opening:
          'Hello,\n\n{printer} on our floor prints a grey stripe down the right side of each page. We print delivery notes with it, the carriers complain that the barcode cannot be read.\n\n{name}',
        reply:
          'Hello {name},\n\nThank you for telling us. Please use the printer on the second floor until we have been there, I have set it up on your computer. A technician comes by tomorrow morning.\n\n{agent}',
        answer:
          'The other printer works, thanks. It is a bit far for the delivery notes, so we would be glad to have ours back.',
        note: 'Drum unit at 4 % life. Part 3K-DR2400 in stock, shelf B2.',
        solution:
          'The drum unit is replaced and the test page is clean, the barcodes scan at the first try.\n\n{agent}',
      },
      fr: {
        title: '{printer} imprime des bandes grises sur chaque page',
        opening:
          'Bonjour,\n\n{printer} à notre étage imprime une bande grise à droite de chaque page. Nous y éditons les bons de livraison et les transporteurs se plaignent que le code-barres est illisible.\n\n{name}',
        reply:
          'Bonjour {name},\n\nMerci de nous l’avoir signalé. En attendant notre passage, utilisez l’imprimante du deuxième étage : je l’ai installée sur votre poste. Un technicien passe demain matin.\n\n{agent}',
        answer:
          'L’autre imprimante fonctionne, merci. Elle est un peu loin pour les bons de livraison, nous serions contents de récupérer la nôtre.',
        note: 'Tambour à 4 % de durée de vie. Pièce 3K-DR2400 en stock, étagère B2.',
        solution:
          'Le tambour est remplacé et la page de test est propre, les codes-barres se lisent du premier coup.\n\n{agent}',
      },
    },
  },
  {
    category: 'printing',
    kind: 'incident',
    impact: 'low',
    urgency: 'low',
    tags: ['printer', 'driver'],
    scripts: {
      en: {
        title: 'Cannot print on both sides any more',
        opening:
          'Hi,\n\nsince last week I only get single-sided prints, the option has disappeared from the dialog.\n\n{name}',
        reply:
          'Hello {name},\n\nYour queue was using the generic driver. I have sent you the right one; please restart the computer once and try again.\n\n{agent}',
        answer: 'The option is back, thank you!',
        note: 'Queue pushed with the class driver by mistake, group policy corrected for the whole floor.',
        solution: 'Glad it works. We corrected the setting for everybody on your floor.\n\n{agent}',
      },
      fr: {
        title: 'Impossible d’imprimer en recto verso',
        opening:
          'Bonjour,\n\ndepuis la semaine dernière je n’ai que des impressions recto, l’option a disparu de la fenêtre d’impression.\n\n{name}',
        reply:
          'Bonjour {name},\n\nVotre file utilisait le pilote générique. Je vous ai envoyé le bon pilote : redémarrez le poste une fois, puis réessayez.\n\n{agent}',
        answer: 'L’option est revenue, merci !',
        note: 'File déployée par erreur avec le pilote de classe, stratégie de groupe corrigée pour tout l’étage.',
        solution:
          'Content que cela fonctionne. Nous avons corrigé le réglage pour tout votre étage.\n\n{agent}',
      },
    },
  },
  {
    category: 'telephony',
    kind: 'incident',
    impact: 'medium',
    urgency: 'high',
    tags: ['headset', 'teams'],
    scripts: {
      en: {
        title: 'Callers cannot hear me in the softphone',
        opening:
          'Hello,\n\nwhen a customer calls, I hear them but they do not hear me. It started after I changed my headset. With the mobile phone everything is fine.\n\n{name}',
        reply:
          'Hello {name},\n\nthe softphone still uses the microphone of the old headset. Please open Settings > Devices and choose the new one under "Microphone", then make the test call.\n\n{agent}',
        answer: 'The test call records nothing, with both microphones.',
        note: 'Microphone blocked by the privacy setting after the feature update. Same thing on three PCs of the sales team.',
        solution:
          'Windows had withdrawn the microphone permission from the softphone. I gave it back on your computer and for the whole team.\n\n{agent}',
      },
      fr: {
        title: 'Mes correspondants ne m’entendent plus dans le softphone',
        opening:
          'Bonjour,\n\nquand un client appelle, je l’entends mais il ne m’entend pas. Cela a commencé quand j’ai changé de casque. Avec le portable, tout va bien.\n\n{name}',
        reply:
          'Bonjour {name},\n\nle softphone utilise encore le micro de l’ancien casque. Ouvrez Paramètres > Périphériques, choisissez le nouveau sous « Micro », puis lancez l’appel de test.\n\n{agent}',
        answer: 'L’appel de test n’enregistre rien, avec aucun des deux micros.',
        note: 'Micro bloqué par le réglage de confidentialité après la mise à jour de fonctionnalités. Même chose sur trois postes du commerce.',
        solution:
          'Windows avait retiré au softphone l’autorisation d’accéder au micro. Je l’ai rétablie sur votre poste et pour toute l’équipe.\n\n{agent}',
      },
    },
  },
  {
    category: 'mobile',
    kind: 'request',
    impact: 'low',
    urgency: 'low',
    tags: ['phone'],
    scripts: {
      en: {
        title: 'New phone for a field colleague',
        opening:
          'Hello,\n\nour new sales colleague starts on the first of the month and needs a phone with 5G and the CRM app. Her number should stay in our group contract.\n\nThanks\n{name}',
        reply:
          'Hello {name},\n\nnoted. I ordered a device from the standard catalogue with a SIM from the group contract. Could you confirm the cost centre?\n\n{agent}',
        answer: 'Cost centre 4120, approved by my manager.',
        note: 'Device enrolled by the zero-touch portal, SIM ends in 0472. Case and screen protector included.',
        solution:
          'The phone is ready at the service desk in {site}, with the CRM app installed. Please bring an identity card to collect it.\n\n{agent}',
      },
      fr: {
        title: 'Nouveau téléphone pour une collègue itinérante',
        opening:
          'Bonjour,\n\nnotre nouvelle commerciale arrive le premier du mois et a besoin d’un téléphone 5G avec l’application CRM. Son numéro doit rester dans notre contrat groupe.\n\nMerci\n{name}',
        reply:
          'Bonjour {name},\n\nc’est noté. J’ai commandé un appareil du catalogue standard avec une carte SIM du contrat groupe. Pouvez-vous confirmer le centre de coûts ?\n\n{agent}',
        answer: 'Centre de coûts 4120, validé par mon responsable.',
        note: 'Appareil enrôlé par le portail sans contact, SIM se terminant par 0472. Coque et protection d’écran comprises.',
        solution:
          'Le téléphone est prêt au centre de services de {site}, application CRM installée. Merci de venir avec une pièce d’identité.\n\n{agent}',
      },
    },
  },
]
