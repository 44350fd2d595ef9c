/**
 * Account functions of the DATEV standard charts, valid for 2026 (DATEV articles 11174 and 11175; only numbers, function
 * letters and rates). Numbers have four digits; a longer account appends zeros.
 */

/** AM/AV: the account computes output or input tax itself; S/AM, S/AV: cash discount accounts that do. */
export type AutomaticFunction = 'AM' | 'AV' | 'S/AM' | 'S/AV'
/** KU: no tax at all; V: only input-tax keys; M: only output-tax keys. */
export type TaxFunction = 'KU' | 'V' | 'M'

/** Function, rate in hundredths of a percent (null: tax-free, § 13b or another special case), accounts. */
type AutomaticRow = readonly [AutomaticFunction, number | null, string]

interface ChartTable {
  readonly automatic: readonly AutomaticRow[]
  readonly tax: Readonly<Record<TaxFunction, string>>
  /** Automatic input-tax accounts with the tax inside the amount; of the others the receiver owes it (acquisition, § 13b). */
  readonly ordinaryInput: string
}

const skr03: ChartTable = {
  automatic: [
    [
      'AV',
      700,
      '1511 3010-3019 3060 3075 3091 3108 3110 3113 3115 3130 3133 3135 3300-3309 3347 3420-3424 3430 3560 3710-3711 3714 3717 3724 3750-3751 3754 3780-3781 3784',
    ],
    ['AV', 500, '1512'],
    ['AV', 1600, '1517'],
    [
      'AV',
      1900,
      '1518 3030-3039 3062-3063 3076 3089 3092 3106 3120-3121 3123 3125-3126 3140-3141 3143 3145-3146 3400-3409 3418 3425-3429 3435 3440 3553 3565 3715 3718 3720-3721 3725 3755 3760-3761 3785 3790-3791 3792 3793',
    ],
    [
      'AM',
      700,
      '1711 2401 2403 2431 8300-8309 8310-8314 8334 8591 8630-8634 8710-8711 8725 8750-8751 8780-8781 8915-8916 8917 8930 8931 8932 8933 8945-8946 8947',
    ],
    ['AM', 500, '1712'],
    ['AM', 0, '1714 8290 8719'],
    ['AM', 1600, '1717 8340-8349 8649'],
    [
      'AM',
      1900,
      '1718 2406 2408 2436 2752 8191 8198 8199 8315-8319 8400-8409 8410-8419 8449 8519 8595 8611 8613 8640-8644 8708 8709 8720-8721 8726 8760-8761 8790-8791 8801-8806 8820-8825 8850 8910-8913 8920 8921 8922 8925-8927 8935-8937 8940-8943',
    ],
    [
      'AM',
      null,
      '2402 2751 8100-8104 8105 8110 8120 8125 8130 8135 8140 8150 8160 8165 8192 8194 8335 8336 8337 8338 8339 8514 8515 8609 8625-8629 8701 8702 8703 8704 8705 8706 8707 8724 8807 8808 8827 8828 8851 8852',
    ],
    ['AV', null, '3066 3067 3550 3552'],
    ['AV', 550, '3070 3505-3509'],
    ['AV', 780, '3071 3540-3549'],
    ['S/AV', null, '3150 3153 3730 3733 3744 3745'],
    ['S/AV', 1900, '3151 3154 3736 3738 3741 3748'],
    ['S/AV', 700, '3731 3734 3743 3746'],
    ['S/AV', 900, '3787 3795'],
    ['S/AV', 550, '3794 3798'],
    ['S/AM', null, '8730 8738 8741 8742 8743 8745'],
    ['S/AM', 700, '8731 8746'],
    ['S/AM', 0, '8734'],
    ['S/AM', 1900, '8736 8748'],
  ],
  tax: {
    KU: '0600-0800 0809 0819-0963 0968-0969 0987-0989 0996-0999 1000-1371 1373-1509 1513-1516 1519-1709 1713-1716 1725-1868 1870-1878 1880-1999 2310-2319 2481 2660-2669 2727-2729 2737-2741 2841 2865 2867 3029 3107 3109 3349 3950-3999 4510-4519 7000-7999 8192-8193 8604 8614 8905-8906 8918-8919 8924 8929 8939 8949-8999 9000-9998',
    V: '1372 1510-1512 1517-1518 1869 2350-2374 2736 3000-3028 3030-3106 3108 3110-3348 3350-3599 3700-3949 4000-4099 4200-4299 4400-4509 4520-4821 4900-4983 4985-4989',
    M: '1710-1712 1717-1724 1879 2400-2409 2430-2449 2707-2712 2715 2720-2722 2725 2732-2734 2750-2752 8000-8191 8194-8603 8605-8613 8615-8904 8907-8917 8920-8923 8925-8928 8930-8938 8940-8948',
  },
  ordinaryInput:
    '1511-1518 3010-3039 3070-3071 3106 3108 3300-3309 3400-3409 3505-3509 3540-3549 3710-3711 3714-3715 3720-3721 3731 3734 3736 3738 3750-3751 3754-3755 3760-3761 3780-3781 3784-3785 3790-3791',
}

const skr04: ChartTable = {
  automatic: [
    [
      'AV',
      700,
      '1181 5110-5119 5160 5166 5175 5191 5300-5309 5347 5420-5424 5430 5560 5710-5711 5714 5717 5724 5750-5751 5754 5780-5781 5784 5908 5910 5913 5915 5930 5933 5935',
    ],
    ['AV', 500, '1182'],
    ['AV', 1600, '1184'],
    [
      'AV',
      1900,
      '1186 5130-5139 5162-5163 5167 5176 5189 5192 5400-5409 5418 5425-5429 5435 5440 5553 5565 5715 5718 5720-5721 5725 5755 5760-5761 5785 5790-5791 5792 5793 5906 5920-5921 5923 5925-5926 5940-5941 5943 5945-5946',
    ],
    [
      'AM',
      700,
      '3260 4300-4309 4310-4314 4334 4610-4615 4616 4630-4635 4636 4650-4655 4656 4670-4675 4676 4710-4711 4725 4750-4751 4780-4781 4941 6281 6931 6933',
    ],
    ['AM', 500, '3261'],
    ['AM', 0, '3264 4290 4719'],
    ['AM', 1600, '3270 4340-4349 4834'],
    [
      'AM',
      1900,
      '3272 4133 4134 4136 4315-4319 4400-4409 4410-4419 4449 4569 4620-4626 4640-4644 4645 4646 4660-4666 4680-4684 4686-4687 4708 4709 4720-4721 4726 4760-4761 4790-4791 4836 4845 4862 4865 4945 4947 4948 6286 6885 6936 6938',
    ],
    [
      'AM',
      null,
      '4100-4104 4105 4110 4120 4125 4130 4135 4139 4140 4150 4160 4165 4184 4335 4336 4337 4338 4339 4564 4565 4701 4702 4703 4704 4705 4706 4707 4724 4841 4842 4844 4848 4861 4866 4867 6884 6888 6932',
    ],
    ['S/AM', null, '4730 4738 4741 4742 4743 4745'],
    ['S/AM', 700, '4731 4746'],
    ['S/AM', 0, '4734'],
    ['S/AM', 1900, '4736 4748'],
    ['AV', 550, '5170 5505-5509'],
    ['AV', 780, '5171 5540-5549'],
    ['AV', null, '5550 5552'],
    ['S/AV', null, '5730 5733 5744 5745 5950 5953'],
    ['S/AV', 700, '5731 5734 5743 5746'],
    ['S/AV', 1900, '5736 5738 5741 5748 5951 5954'],
    ['S/AV', 900, '5787 5795'],
    ['S/AV', 550, '5794 5798'],
  ],
  tax: {
    KU: '0050-0089 1000-1179 1200-1486 1488-1899 2000-2308 2310-2318 2320-2328 2330-2338 2340-2348 2350-2358 2360-2368 2370-2378 2380-2388 2390-2398 2400-2900 2908-2999 3000-3069 3079-3084 3100-3249 3300-3899 4137-4138 4605 4619 4637-4639 4659 4679 4689-4699 4800-4829 4838 4840 4843 4846-4847 4855-4859 4927-4929 4935-4939 4949 5349 5860-5899 5907-5908 5909 6895-6899 7685-7689 7705 7725 7751 7781 9000-9998',
    V: '1180-1189 1487 2309 2319 2329 2339 2349 4932-4934 5000-5348 5350-5599 5700-5859 5900-5906 5910-5999 6250-6259 6300-6389 6450-6853 6855-6859 7800-7899',
    M: '1190-1199 2359 2369 2379 2389 2399 3250-3299 4000-4136 4139-4604 4606-4618 4620-4636 4640-4658 4660-4678 4680-4688 4700-4799 4830-4837 4839 4841-4842 4844-4845 4848-4854 4860-4900 4905 4910-4912 4915 4924-4926 4940-4948 4950-4959 6280-6299 6884-6894 6930-6939',
  },
  ordinaryInput:
    '1181-1187 5110-5139 5170-5171 5300-5309 5400-5409 5505-5509 5540-5549 5710-5711 5714-5715 5720-5721 5731 5734 5736 5738 5750-5751 5754-5755 5760-5761 5780-5781 5784-5785 5790-5791 5906 5908',
}

export interface ChartAccount {
  readonly automatic: AutomaticFunction | null
  /** Of an automatic account; null: special case without one rate. */
  readonly rate: number | null
  readonly tax: TaxFunction | null
  readonly taxIsInside: boolean
}

export interface Chart {
  /** Two digits for header field 27 of DATEV's format; empty: none of DATEV's charts. */
  readonly headerCode: string
  /** @param account four digits */
  find(account: string): ChartAccount | null
  /** Which tax a ledger account of this class bears when nothing else says so. */
  readonly directionOfClass: Readonly<Record<string, 'output' | 'input'>>
  /** First digits of creditors. */
  readonly creditorDigits: string
  /** Persons may have several digits more than ledger accounts, as in Austria (200000 beside 4000) and Switzerland. */
  readonly hasLongPersons: boolean
  /** How the four digits of cash accounts begin. */
  readonly cashPrefix: string
}

/** Each single account of `1711 3010-3019 …`. */
function* eachAccount(spans: string): Generator<string> {
  for (const span of spans.split(' ')) {
    const [from = '', to = from] = span.split('-')
    for (let account = Number(from); account <= Number(to); account++) yield account.toString().padStart(4, '0')
  }
}

function build(
  headerCode: string,
  table: ChartTable,
  directionOfClass: Chart['directionOfClass'],
  cashPrefix: string,
): Chart {
  const accounts = new Map<string, ChartAccount>()
  for (const tax of ['KU', 'V', 'M'] as const) {
    for (const account of eachAccount(table.tax[tax]))
      accounts.set(account, { automatic: null, rate: null, tax, taxIsInside: true })
  }
  const ordinaryInput = new Set(eachAccount(table.ordinaryInput))
  for (const [automatic, rate, spans] of table.automatic) {
    for (const account of eachAccount(spans)) {
      // 1714, 8192 (SKR03) and 5908 (SKR04) lie in a KU range of the official chart and are automatic: that counts.
      const tax = automatic.endsWith('AM') ? 'M' : 'V'
      accounts.set(account, { automatic, rate, tax, taxIsInside: tax === 'M' || ordinaryInput.has(account) })
    }
  }
  return {
    headerCode,
    directionOfClass,
    creditorDigits: '789',
    hasLongPersons: false,
    cashPrefix,
    find: (account) => accounts.get(account) ?? null,
  }
}

/** Charts of other countries: only their classes are known. Creditors begin with the class of liabilities. */
const onlyClasses = (
  directionOfClass: Chart['directionOfClass'],
  creditorDigits: string,
  cashPrefix: string,
): Chart => ({
  headerCode: '',
  directionOfClass,
  creditorDigits,
  hasLongPersons: true,
  cashPrefix,
  find: () => null,
})

const charts: Readonly<Record<string, Chart>> = {
  SKR03: build('03', skr03, { '0': 'input', '3': 'input', '4': 'input', '8': 'output' }, '10'),
  SKR04: build('04', skr04, { '0': 'input', '4': 'output', '5': 'input', '6': 'input' }, '16'),
  OEKR: onlyClasses({ '0': 'input', '4': 'output', '5': 'input', '6': 'input', '7': 'input' }, '3789', '27'),
  KMU: onlyClasses({ '3': 'output', '4': 'input', '5': 'input', '6': 'input' }, '2789', '100'),
}

/** Null for a chart of the house's own. */
export function findChart(name: string | null): Chart | null {
  return charts[name?.replace(/\s/g, '').toUpperCase() ?? ''] ?? null
}
