using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PosBackup.SqlStandIn.Sql.Batches;
using PosBackup.SqlStandIn.Sql.Functions;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql.Statements;

/// <summary>PRINT, RAISERROR and THROW.</summary>
internal static class MessageStatements
{
    private const int TextOfCaller = 50000;
    private const int LongestPrinted = 4000;
    private const byte ClassOfThrow = 16;
    private const int ClassThatNeedsLog = 19;

    public static void Run(TSqlStatement statement, Batch batch)
    {
        switch (statement)
        {
            case PrintStatement print:
                Print(print, batch);
                break;
            case RaiseErrorStatement raise:
                Raise(raise, batch);
                break;
            case ThrowStatement @throw:
                throw Thrown(@throw, batch);
        }
    }

    private static void Print(PrintStatement print, Batch batch)
    {
        string text = batch.Evaluate(print.Expression, TdsType.NVarChar(LongestPrinted)) as string ?? "";
        batch.Response.Info(new SqlMessage(0, 0, 1, text, print.StartLine));
        batch.Session.Outcome.RowCount = 0;
    }

    private static void Raise(RaiseErrorStatement raise, Batch batch)
    {
        (object? first, _) = batch.Evaluate(raise.FirstParameter);
        if (first is not string text)
            throw new SqlErrorException(new SqlMessage(18054, 16, 1,
                $"Error {Convert.ToString(first, CultureInfo.InvariantCulture)}, severity {Whole(raise.SecondParameter, batch)}, state {Whole(raise.ThirdParameter, batch)} was raised, but no message with that error number was found in sys.messages. If error is larger than 50000, make sure the user-defined message is added using sp_addmessage."));
        int severity = Math.Max(0, Whole(raise.SecondParameter, batch));
        int state = Whole(raise.ThirdParameter, batch);
        bool logs = raise.RaiseErrorOptions.HasFlag(RaiseErrorOptions.Log);
        if (severity >= ClassThatNeedsLog && (!logs || !batch.Session.Permissions.IsSysAdmin))
            throw new SqlErrorException(new SqlMessage(2754, 16, 1,
                "Error severity levels greater than 18 can only be specified by members of the sysadmin role, using the WITH LOG option."));

        text = MessageTexts.Format(text, raise.OptionalParameters.Select(parameter => batch.Evaluate(parameter).Value));
        var message = new SqlMessage(TextOfCaller, (byte)Math.Min(severity, 25), (byte)Math.Clamp(state, 0, 255), text, raise.StartLine);
        if (severity > SqlMessages.MostInformational)
            throw new SqlErrorException(message);
        batch.Response.Info(message with { Class = severity == SqlMessages.MostInformational ? (byte)0 : message.Class });
        if (raise.RaiseErrorOptions.HasFlag(RaiseErrorOptions.NoWait))
            batch.FlushRequested = true;
    }

    private static ThrownError Thrown(ThrowStatement statement, Batch batch)
    {
        if (statement.ErrorNumber is null)
            return new ThrownError(batch.Session.Caught?.Message ?? throw SqlErrors.ThrowOutsideCatch());
        int number = Whole(statement.ErrorNumber, batch);
        if (number < TextOfCaller)
            throw new SqlErrorException(new SqlMessage(35100, 16, 10,
                string.Create(CultureInfo.InvariantCulture, $"Error number {number} in the THROW statement is outside the valid range. Specify an error number in the valid range of 50000 to 2147483647.")));
        string text = batch.Evaluate(statement.Message, TdsType.NVarChar(2048)) as string ?? "";
        return new ThrownError(new SqlMessage(number, ClassOfThrow, (byte)Whole(statement.State, batch), text, statement.StartLine));
    }

    private static int Whole(ScalarExpression expression, Batch batch) => Convert.ToInt32(batch.Evaluate(expression, TdsType.Int), CultureInfo.InvariantCulture);
}
