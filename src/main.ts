console.log("actas");
