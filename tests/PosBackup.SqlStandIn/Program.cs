using PosBackup.SqlStandIn;

return await new StandInProgram().RunAsync(args);
