/** Column names as they are in real files, in several languages, and the roles they stand for. */
import type { ColumnRole } from './dataset.ts';

/** Lower case, no accents, no separators: `SIMS_LATITUDE` -> `simslatitude`, `Längengrad` -> `langengrad`. */
export function normalName(name: string): string {
  return nameWords(name).join('');
}

export function nameWords(name: string): string[] {
  return (
    name
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/ß/g, 'ss')
      .replace(/ł/gi, 'l')
      // Hangul was taken apart, too.
      .normalize('NFC')
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z\d\u0080-\uffff]+/)
      .filter((word) => word !== '')
  );
}

interface NameRule {
  readonly role: ColumnRole;
  /** 3 = the name says it, 2 = likely, 1 = only when nothing better is there. */
  readonly strength: 1 | 2 | 3;
  /** Tested on the joined name, or on one of its words. */
  readonly joined?: RegExp;
  readonly word?: RegExp;
}

const LAT =
  'lat|latitude|latitud|latitudine|lattitude|latitud[eo]?wgs84|latdec|decimallatitude|breitengrad|breddegrad|breddgrad|leveysaste|szerokosc|enlem|zemepisnasirka|breedtegraad|szelesseg|foldrajziszelesseg|latitudinea|широта|緯度|纬度|위도|πλατος|γεωγραφικοπλατος';
const LNG =
  'lng|lon|long|longitude|longitud|longitudine|londec|lngdec|decimallongitude|laengengrad|langengrad|lengdegrad|langdgrad|pituusaste|dlugosc|boylam|zemepisnadelka|lengtegraad|hosszusag|foldrajzihosszusag|longitudinea|долгота|経度|经度|經度|경도|μηκος|γεωγραφικομηκος';

const RULES: readonly NameRule[] = [
  { role: 'latitude', strength: 3, joined: new RegExp(`^(?:${LAT})$`), word: new RegExp(`^(?:${LAT})$`) },
  { role: 'longitude', strength: 3, joined: new RegExp(`^(?:${LNG})$`), word: new RegExp(`^(?:${LNG})$`) },
  {
    role: 'latitude',
    strength: 3,
    joined: /(?:latitude|breitengrad|latitud)$|^(?:gps|geo|wgs84?)lat|^wgs84?(?:n|north|nord|y)$|^ywgs84$/,
  },
  {
    role: 'longitude',
    strength: 3,
    joined:
      /(?:longitude|l(?:ae|a)ngengrad|longitud)$|^(?:gps|geo|wgs84?)(?:lng|lon)|^wgs84?(?:e|east|est|ost|x)$|^xwgs84$/,
  },
  {
    role: 'latitude',
    strength: 2,
    joined:
      /^(?:y|ycoord(?:inate)?|coordy|ykoord(?:inate)?|pointy|geoy|intptlat\d*|centroidy|breite|geobreite|geogr(?:aphische)?breite|northing|hochwert|utmy|utmn|utmnorthing|osgbnorthing|n(?:ord)?koordinate|lv(?:95|03)(?:n|north)|yl(?:ambert)?93|ylambert)$/,
  },
  {
    role: 'longitude',
    strength: 2,
    joined:
      /^(?:x|xcoord(?:inate)?|coordx|xkoord(?:inate)?|pointx|geox|intptlong?\d*|centroidx|l(?:ae|a)nge|geol(?:ae|a)nge|geogr(?:aphische)?l(?:ae|a)nge|easting|rechtswert|utmx|utme|utmeasting|osgbeasting|e(?:ast|ost)?koordinate|lv(?:95|03)(?:e|east)|xl(?:ambert)?93|xlambert)$/,
  },
  {
    role: 'lnglat',
    strength: 3,
    joined:
      /^(?:lnglat|lonlat|longlat|longitudelatitude|(?:coordonnees|coordinates?|coords?|koordinaten|point|geo)?xy|wkt|wktgeom|geomwkt|thegeom|pointwkt)$/,
  },
  { role: 'latlng', strength: 3, joined: /^(?:latlng|latlon|latlong|latitudelongitude|yx)$/ },
  {
    role: 'latlng',
    strength: 2,
    joined:
      /^(?:coordinates?|coords?|gps|gpscoordinates?|geopoint|geopoint2d|geolocation|georeference|geo|location|position|point|koordinaten?|coordonnees|coordenadas|coordinate)$/,
  },
  {
    role: 'h3',
    strength: 3,
    joined:
      /^(?:h3|h3(?:id|index|cell|cellid|address|hex|r?\d{1,2}|res\d{1,2})|hex(?:id|agon|agonid|agonindex|index)?|cellid|hexwrighth3)$/,
    word: /^h3$/,
  },
  {
    role: 'id',
    strength: 3,
    joined:
      /^(?:id|uninumbr|uid|uuid|guid|accountid|accountno|accountnumber|accountnr|customerid|customerno|customernumber|clientid|kundennummer|kundennr|kundenid|kdnr|kundenr|siteid|storeid|locationid|objectid|recordid|salesforceid|sfid|eva|evanr|evanumber|numerocliente|idcliente|idclient|numeroclient|codicecliente|nummer)$/,
  },
  {
    role: 'id',
    strength: 2,
    joined: /(?:id|nr|number|numbr|nummer|key|code|ref)$/,
    word: /^(?:id|nr|no|num|number|nummer|key|code|ref|kennung|matricule)$/,
  },
  {
    role: 'name',
    strength: 3,
    joined:
      /^(?:name|namebr|accountname|customername|clientname|companyname|storename|branchname|stationname|sitename|kunde|kundenname|firmenname|firma|company|account|customer|nom|nomclient|nombre|ragionesociale|bezeichnung|stationsname|title|commonname|instnm|libelle|nombreestablecimiento|nomestab|denominacion|denominazione|insegna|nazwa|nev|navn|naam|nimi|название|наименование|имя|店名|店舗名|名前|名称|名稱|이름|상호명)$/,
  },
  {
    role: 'name',
    strength: 2,
    word: /^(?:name|nom|nombre|nome|bezeichnung|station|branch|store|filiale|standort)$/,
    joined: /^name/,
  },
  {
    role: 'zip',
    strength: 3,
    joined:
      /^(?:zip|zipbr|zipcode|zip5|zip4|postalcode|postcode|postal|plz|postleitzahl|codepostal|cp|cap|codigopostal|codpostal|codicepostale|kodpocztowy|postinumero|iranyitoszam|postnummer|postnr|郵便番号|邮编|индекс)$|(?:postal|post|zip)code$|codepostal$/,
    word: /^(?:zip|zipcode|plz|postcode|postleitzahl)$/,
  },
  {
    role: 'city',
    strength: 3,
    joined:
      /^(?:city|citybr|town|ort|stadt|gemeinde|ville|commune|ciudad|citta|comune|municipality|municipio|localidad|poblacion|comune|gmina|miasto|miejscowosc|plaats|woonplaats|kommune|kommun|telepules|город|市区町村|城市|billingcity|shippingcity|cityname|wohnort)$/,
    word: /^(?:city|ville|ciudad|stadt)$/,
  },
  {
    role: 'potential',
    strength: 3,
    joined:
      /^(?:potential|potenzial|potentialperyear|potentiel|potencial|potenziale|umsatzpotenzial|umsatzpotential|marketpotential|salespotential|depsumbr|accountpotential)$/,
    word: /^(?:potential|potenzial|potentiel|potencial)$/,
  },
  {
    role: 'potential',
    strength: 2,
    joined:
      /^(?:deposits?|revenue|annualrevenue|sales|umsatz|jahresumsatz|turnover|chiffredaffaires|ca|ingresos|ventas|fatturato|amount|arr|acv|spend|weight|gewicht|marketsize|opportunity|volume|volumen)$/,
    word: /^(?:revenue|sales|umsatz|turnover|deposits|weight|arr|amount|ventas|fatturato)$/,
  },
  {
    role: 'potential',
    strength: 1,
    joined:
      /^(?:value|wert|population|pop|einwohner|inhabitants|habitants|households|employees|mitarbeiter|score|capacity|total)$/,
    word: /^(?:population|einwohner|value|total)$/,
  },
  {
    role: 'workload',
    strength: 3,
    joined:
      /^(?:workload|workloadhours|workloadperyear|arbeitslast|arbeitsaufwand|zeitaufwand|hours|stunden|hoursperyear|stundenprojahr|heures|horas|ore|chargedetravail|cargadetrabajo)$/,
    word: /^(?:workload|stunden|hours)$/,
  },
  {
    role: 'accounts',
    strength: 3,
    joined:
      /^(?:accounts|accountcount|customers|customercount|numaccounts|naccounts|count|anzahl|anzahlkunden|kundenanzahl|nombreclients|points|pointcount)$/,
  },
  {
    role: 'territory',
    strength: 3,
    joined:
      /^(?:territory|territoryname|territoryid|currentterritory|salesterritory|gebiet|vertriebsgebiet|verkaufsgebiet|vertriebsbezirk|verkaufsbezirk|territorio|territoire|secteur|salesarea|patch|hexwrightterritoryname)$/,
    word: /^(?:territory|gebiet|vertriebsgebiet|territorio|territoire)$/,
  },
  {
    role: 'territory',
    strength: 2,
    joined:
      /^(?:stationmanagement|bahnhofsmanagement|salesdistrict|district|bezirk|beat|turf|zone|sector|salesregion)$/,
  },
  { role: 'territory', strength: 1, joined: /^(?:region|regionalbereich|area|niederlassung)$/ },
  {
    role: 'rep',
    strength: 3,
    joined:
      /^(?:rep|salesrep|representative|salesperson|accountowner|accountmanager|owner|ownername|kam|vertreter|aussendienst|verkaufer|verkaeufer|betreuer|kundenbetreuer|commercial|comercial|representant|agente|vendedor|currentrep)$/,
    word: /^(?:rep|salesrep|vertreter|betreuer|verkaufer|owner)$/,
  },
  { role: 'house', strength: 3, joined: /^(?:is)?house(?:account|accountflag|flag)?$/ },
  {
    role: 'pipeline',
    strength: 3,
    joined:
      /^(?:(?:open|sales)?pipeline(?:value|amount|total)?|open(?:opportunity|opportunities|opps?)(?:value|amount|total)?|opportunity(?:value|amount)|opp(?:value|amount)|(?:total)?opendeal(?:s)?(?:value|amount)|est(?:imated)?revenue|weightedpipeline)$/,
  },
];

/** Columns about another account than the record's own: whose ids must not be taken for its id. */
const OTHERS = /^(?:parent|ultimateparent|hq|headquarters?|konzern|mutter|maison(?:mere)?)/;

export interface NamedRole {
  readonly role: ColumnRole;
  readonly strength: 1 | 2 | 3;
}

/** Every role that a name may stand for, strongest first. */
export function rolesOfName(name: string): NamedRole[] {
  // Fields that a user of Salesforce added end in `__c`.
  const words = nameWords(name.replace(/__c$/i, ''));
  const joined = words.join('');
  const found = new Map<ColumnRole, NamedRole>();
  for (const rule of RULES) {
    const hit =
      rule.joined?.test(joined) === true ||
      (rule.word !== undefined && words.some((word) => rule.word?.test(word) === true));
    const before = found.get(rule.role);
    if (hit && (before === undefined || before.strength < rule.strength)) {
      found.set(rule.role, { role: rule.role, strength: rule.strength });
    }
  }
  if (OTHERS.test(joined) || isCountName(name)) for (const role of ['id', 'name'] as const) found.delete(role);
  const roles = [...found.values()].sort((a, b) => b.strength - a.strength);
  // `territory_name` and `zip_code` are a territory and a ZIP, not the account's name and id.
  const plain = roles[0]?.strength === 3;
  return plain ? roles.filter(({ role, strength }) => strength === 3 || (role !== 'id' && role !== 'name')) : roles;
}

/** Role that a name states plainly, or null. */
export function knownRoleOfName(name: string): ColumnRole | null {
  const best = rolesOfName(name)[0];
  return best !== undefined && best.strength >= 2 ? best.role : null;
}

/** Names whose numbers are labels: never summed, kept as text. */
const CODE_WORD =
  /^(?:id|nr|no|num|numbr|number|nummer|code|cd|key|ref|fips|geoid|geoid10|geoid20|cert|rssd|rssdid|naics|sic|lau|nuts|ags|ars|uic|eva|iata|icao|insee|siren|siret|phone|tel|telefon|fax|mobile|vat|ean|gtin|sku|isbn|identifier|gnis|plz|zips?|zipcodes?|postcode|postalcode|postal|postleitzahl|tract|msa|cbsa|csa|county|uninum|unitid|npi|duns|fid|gid|rowid)$/;
const CODE_JOINED =
  /(?:stcnty|cntynum|numbr|fips|zip(?:br|code|5)?|nummer|kennung|postleitzahl|plz|telefon|phone)(?:br)?$|^(?:stnumb|cntynumb|stcntybr|msabr|csabr|cbsa)/;

export function isCodeName(name: string): boolean {
  if (isCountName(name)) return false;
  return CODE_JOINED.test(normalName(name)) || nameWords(name).some((word) => CODE_WORD.test(word));
}

/** Heights, prices, shares, distances and places: numbers that nobody adds up over accounts. */
const NOT_ADDITIVE =
  /^(?:elevation|elev|altitude|height|hohe|hoehe|alt|year|jahr|ano|annee|anno|price|preis|precio|prix|prezzo|cena|rate|ratio|percent|percentage|pct|share|anteil|rank|rang|rating|distance|distanz|km|pk|x|y|lat|lon|lng|easting|northing|east|north|lv95|lv03|l93|temperature|age|alter|month|monat|version|revision|confidence|srid|epsg|zoom|timestamp|unixtime|epoch|perimeter|shape|aland|awater|acres|hectares)$/;

export function isAdditiveName(name: string): boolean {
  return !nameWords(name).some((word) => NOT_ADDITIVE.test(word));
}

/** `EVSE Num` may count things or label them: only values tell. */
export function isLooseCodeName(name: string): boolean {
  const words = nameWords(name).filter((word) => !/^(?:num|number|no)$/.test(word));
  return isCodeName(name) && !isCodeName(words.join(' '));
}

/** `Number of employees`, `num_visits` count things: no label. */
function isCountName(name: string): boolean {
  return /^(?:(?:total )?(?:number|num|no|nr) of |(?:num|number|n) \w+s$)/.test(nameWords(name).join(' '));
}
