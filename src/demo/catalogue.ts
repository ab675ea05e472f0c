import type { GroupInput, TemplateInput, TemplatePatch } from '../core/domain/catalogue/input.ts';

export type TemplateSlug = 'mentorship' | 'language' | 'buddy' | 'upskilling' | 'weei';

export const TEMPLATES: Readonly<Record<TemplateSlug, TemplateInput>> = {
  mentorship: {
    name: 'One-to-one mentoring',
    programType: 'mentorship',
    description: 'An employee meets one mentee every week and works with them towards a goal that both have set.',
    defaultConfig: {
      sessionFormat: 'hybrid',
      sessionDuration: 60,
      sessionFrequency: 'weekly',
      totalDuration: 24,
      goals: { setInWeek: 2, reviewedEvery: 6 },
    },
    outcomeMetrics: ['confidence', 'belonging', 'job_readiness'],
    estimatedCostPerParticipant: '480.00',
    estimatedHoursPerVolunteer: 24,
    tags: ['mentoring'],
  },
  language: {
    name: 'Language course',
    programType: 'language',
    description: 'Small classes with a teacher, and conversation with employees between them.',
    defaultConfig: {
      classSizeMin: 6,
      classSizeMax: 16,
      sessionsPerWeek: 2,
      sessionDuration: 90,
      totalWeeks: 24,
      proficiencyLevels: ['A1', 'A2', 'B1', 'B2'],
    },
    suitableForGroups: ['newcomers'],
    outcomeMetrics: ['lang_level_proxy', 'confidence'],
    estimatedCostPerParticipant: '620.00',
    estimatedHoursPerVolunteer: 12,
    tags: ['language'],
  },
  buddy: {
    name: 'Buddies',
    programType: 'buddy',
    description: 'Pairs who spend free time together: no lesson, no goal but to know somebody in town.',
    defaultConfig: {
      matchMethod: 'interests',
      pairDuration: 26,
      maxBuddiesPerVolunteer: 2,
      checkInFrequency: 'every two weeks',
    },
    suitableForGroups: ['newcomers', 'youth'],
    outcomeMetrics: ['belonging', 'well_being'],
    estimatedCostPerParticipant: '150.00',
    estimatedHoursPerVolunteer: 30,
    tags: ['social'],
  },
  upskilling: {
    name: 'Upskilling course',
    programType: 'upskilling',
    description: 'A course with a certificate at its end, and an employee who answers questions on the way.',
    defaultConfig: { coursePlatforms: ['in-house', 'partner college'], minimumCompletionRate: 70, timeToComplete: 16 },
    outcomeMetrics: ['job_readiness', 'confidence'],
    estimatedCostPerParticipant: '390.00',
    estimatedHoursPerVolunteer: 10,
    tags: ['skills'],
  },
  weei: {
    name: 'Work experience',
    programType: 'weei',
    description: 'A placement with a person in charge, a plan for each week and a reference at the end.',
    defaultConfig: { programType: 'internship', duration: 12, hoursPerWeek: 20 },
    suitableForGroups: ['newcomers', 'job-seekers'],
    outcomeMetrics: ['job_readiness', 'well_being'],
    estimatedCostPerParticipant: '540.00',
    estimatedHoursPerVolunteer: 40,
    tags: ['work'],
  },
};

/** The template that was changed later: campaigns made before keep its first version. */
export const CHANGED_TEMPLATE: TemplateSlug = 'language';
export const TEMPLATE_CHANGE: TemplatePatch = {
  description: 'Small classes with a teacher, conversation with employees between them, and a placement test before.',
  defaultConfig: { sessionsPerWeek: 3, totalWeeks: 18, placementTest: true },
};

export type GroupSlug =
  | 'syrian-refugees'
  | 'afghan-women'
  | 'migrants'
  | 'job-seekers'
  | 'youth'
  | 'women-in-tech'
  | 'seniors'
  | 'ukrainian-professionals';

export const GROUPS: Readonly<Record<GroupSlug, GroupInput>> = {
  'syrian-refugees': {
    name: 'Syrian refugees, Berlin',
    groupType: 'refugees',
    countryCode: 'DE',
    city: 'Berlin',
    ageRange: { min: 18, max: 45 },
    primaryLanguages: ['ar', 'ku'],
    languageRequirement: 'B1 German',
    legalStatusCategories: ['recognised refugee', 'subsidiary protection'],
    eligibleProgramTypes: ['mentorship', 'language', 'buddy', 'upskilling', 'weei'],
    minGroupSize: 10,
    maxGroupSize: 80,
    tags: ['newcomers', 'refugees'],
  },
  'afghan-women': {
    name: 'Afghan women and their families, Oslo',
    groupType: 'refugees',
    countryCode: 'NO',
    city: 'Oslo',
    ageRange: { min: 18, max: 60 },
    genderFocus: 'women',
    primaryLanguages: ['fa', 'ps'],
    legalStatusCategories: ['residence permit'],
    eligibleProgramTypes: ['language', 'buddy', 'mentorship'],
    minGroupSize: 8,
    maxGroupSize: 60,
    tags: ['newcomers', 'women', 'families'],
  },
  migrants: {
    name: 'Migrants and asylum seekers, Dublin',
    groupType: 'migrants',
    countryCode: 'IE',
    city: 'Dublin',
    ageRange: { min: 18, max: 55 },
    primaryLanguages: ['pt', 'fr', 'so', 'ka'],
    legalStatusCategories: ['asylum applicant', 'work permit'],
    eligibleProgramTypes: ['language', 'upskilling', 'mentorship', 'buddy', 'weei'],
    maxGroupSize: 400,
    tags: ['newcomers', 'tech'],
  },
  'job-seekers': {
    name: 'Students and job seekers, Cork',
    groupType: 'job seekers',
    countryCode: 'IE',
    city: 'Cork',
    ageRange: { min: 17, max: 62 },
    primaryLanguages: ['en', 'ga', 'pl'],
    eligibleProgramTypes: ['upskilling', 'weei', 'mentorship'],
    maxGroupSize: 300,
    tags: ['job-seekers', 'students'],
  },
  youth: {
    name: 'Young newcomers, Hamburg',
    groupType: 'youth',
    countryCode: 'DE',
    city: 'Hamburg',
    ageRange: { min: 14, max: 21 },
    primaryLanguages: ['ar', 'fa', 'uk', 'ti'],
    eligibleProgramTypes: ['buddy', 'language', 'mentorship'],
    minGroupSize: 4,
    maxGroupSize: 200,
    tags: ['newcomers', 'youth'],
  },
  'women-in-tech': {
    name: 'Women in tech, Oslo',
    groupType: 'women',
    countryCode: 'NO',
    city: 'Oslo',
    genderFocus: 'women',
    primaryLanguages: ['no', 'en'],
    eligibleProgramTypes: ['mentorship', 'upskilling'],
    maxGroupSize: 60,
    tags: ['women', 'tech'],
  },
  seniors: {
    name: 'Seniors, Hanover',
    groupType: 'seniors',
    countryCode: 'DE',
    region: 'Lower Saxony',
    city: 'Hanover',
    ageRange: { min: 65, max: 99 },
    primaryLanguages: ['de'],
    eligibleProgramTypes: ['upskilling', 'buddy'],
    maxGroupSize: 60,
    tags: ['seniors'],
  },
  'ukrainian-professionals': {
    name: 'Ukrainian professionals, Munich',
    groupType: 'professionals',
    countryCode: 'DE',
    city: 'Munich',
    ageRange: { min: 22, max: 60 },
    primaryLanguages: ['uk', 'ru'],
    languageRequirement: 'B1 German or B2 English',
    legalStatusCategories: ['temporary protection'],
    eligibleProgramTypes: ['mentorship', 'language', 'upskilling', 'weei'],
    maxGroupSize: 80,
    tags: ['newcomers', 'professionals'],
  },
};
