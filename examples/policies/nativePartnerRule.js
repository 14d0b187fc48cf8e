"use strict";

/** Of azure-native itself, of one of its API versions, or of an SDK made for one version. */
const partnerType = /^azure-native\w*:managementpartner(\/\w+)?:Partner$/;

const nativePartnerRule = {
  name: "pal-native-partner",
  description: "Links are declared by PartnerAdminLink, not by azure-native's Partner.",
  severity: "medium",
  validateResource: ({ type }, reportViolation) => {
    if (!partnerType.test(type)) return;
    reportViolation(
      "azure-native's Partner does not tell whose link it holds and does not see drift in a preview: declare a PartnerAdminLink instead.",
    );
  },
};

module.exports = { nativePartnerRule };
