"use strict";

const { wrap } = require("./wrap");

/** Bugs in what is made of Azure's answers. */
module.exports = {
  "a link is read by the partner that is declared": (load) => {
    const unlessOther = (observation, { partnerId }) => {
      const { live } = observation;
      return live === undefined || live.partnerId === partnerId ? observation : { ...observation, live: undefined };
    };
    const session = load("runtime/session");
    wrap(
      session,
      "observeFor",
      (original) => async (declaration, id) => unlessOther(await original(declaration, id), declaration),
    );
    wrap(
      session,
      "observeForState",
      (original) => async (id, declaration) => unlessOther(await original(id, declaration), declaration),
    );
  },

  "HTTP 500 counts as an absent link": (load) => {
    wrap(load("azure/armCallError"), "isAbsent", (original) => (error) => error.statusCode === 500 || original(error));
  },

  "an answer that names another partner is believed": (load) => {
    const { linkIn } = load("azure/partnerLink");
    let opened;
    wrap(load("azure/armCall"), "openArm", (original) => (session) => {
      const arm = original(session);
      const call = arm.call.bind(arm);
      opened = arm;
      arm.call = async (asked) => (arm.last = await call(asked));
      return arm;
    });
    wrap(load("azure/partnerClient"), "openPartnerClient", (original) => (session) => {
      const client = original(session);
      const arm = opened;
      const believing = (write) => (partnerId) => {
        arm.last = undefined;
        return write(partnerId).catch((error) => {
          const link = arm.last && linkIn(arm.last.body, session.identity)?.link;
          if (link === undefined) throw error;
          return link;
        });
      };
      return { ...client, create: believing(client.create), update: believing(client.update) };
    });
  },

  "a success in another form counts as a refusal": (load) => {
    wrap(load("azure/replyTracking"), "replyTracker", (original) => () => {
      const tracker = original();
      return {
        ...tracker,
        outcome: () => (tracker.last()?.reply?.status < 300 ? "none" : tracker.outcome()),
      };
    });
  },

  "a message of the service that is no string breaks the callback": (load) => {
    const { jsonObject, objectOf } = load("azure/json");
    wrap(load("azure/armError"), "armError", (original) => (body) => {
      objectOf(jsonObject(body)?.["error"])?.["message"]?.trim();
      return original(body);
    });
  },
};
