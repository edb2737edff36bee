using System.Globalization;
using PosBackup.SqlStandIn.Tds;

namespace PosBackup.SqlStandIn.Sql;

/// <summary>The errors of the T-SQL room, each with SQL Server's own number, class, state and text.</summary>
internal static class SqlErrors
{
    /// <summary>Number of everything that a real server may know and the stand-in does not.</summary>
    public const int NotInStandIn = 50001;

    /// <summary>Number of what the stand-in takes and then cannot do.</summary>
    public const int StandInGap = 50002;

    // Parsing and names: a batch with one of these does not run on.
    public static SqlErrorException Syntax(string near, int line = 1) => Of(102, 15, 1, $"Incorrect syntax near '{near}'.", line);
    public static SqlErrorException SyntaxNearKeyword(string near, int line) => Of(156, 15, 1, $"Incorrect syntax near the keyword '{near}'.", line);
    public static SqlErrorException UnknownOption(string option, string statement, int line) =>
        Of(155, 15, 1, $"'{option}' is not a recognized {statement} option.", line);
    public static SqlErrorException UnknownFunction(string name) => Of(195, 15, 10, $"'{name}' is not a recognized built-in function name.");
    public static SqlErrorException UnknownSetOption(string name, int line) => Of(195, 15, 5, $"'{name}' is not a recognized SET option.", line);
    public static SqlErrorException ArgumentCount(string function, int count) => Of(174, 15, 1, $"The {function} function requires {count} argument(s).");
    public static SqlErrorException ArgumentRange(string function, int least, int most) =>
        Of(189, 15, 1, $"The {function} function requires {least} to {most} arguments.");
    public static SqlErrorException UndeclaredVariable(string name) => Of(137, 15, 2, $"Must declare the scalar variable \"{name}\".");
    public static SqlErrorException UndeclaredTableVariable(string name) => Of(1087, 15, 2, $"Must declare the table variable \"{name}\".");
    public static SqlErrorException VariableDeclaredTwice(string name) =>
        Of(134, 15, 1, $"The variable name '{name}' has already been declared. Variable names must be unique within a query batch or stored procedure.");
    public static SqlErrorException UnknownType(int position, string name) =>
        Of(2715, 16, 6, $"Column, parameter, or variable #{position}: Cannot find data type {name}.");
    public static SqlErrorException InvalidObject(string name) => Of(208, 16, 1, $"Invalid object name '{name}'.");
    public static SqlErrorException InvalidColumn(string name) => Of(207, 16, 1, $"Invalid column name '{name}'.");
    public static SqlErrorException AmbiguousColumn(string name) => Of(209, 16, 1, $"Ambiguous column name '{name}'.");
    public static SqlErrorException UnboundName(string name) => Of(4104, 16, 1, $"The multi-part identifier \"{name}\" could not be bound.");
    public static SqlErrorException UnboundPrefix(string prefix) =>
        Of(107, 15, 1, $"The column prefix '{prefix}' does not match with a table name or alias name used in the query.");
    public static SqlErrorException SameExposedName(string name) =>
        Of(1011, 16, 1, $"The correlation name '{name}' is specified multiple times in a FROM clause.");
    public static SqlErrorException UnnamedColumn(int position, string table) => Of(8155, 16, 2, $"No column name was specified for column {position} of '{table}'.");
    public static SqlErrorException DuplicateColumn(string column, string table) =>
        Of(8156, 16, 1, $"The column '{column}' was specified multiple times for '{table}'.");
    public static SqlErrorException FewerColumnNames(string table) => Of(8158, 16, 1, $"'{table}' has more columns than were specified in the column list.");
    public static SqlErrorException MoreColumnNames(string table) => Of(8159, 16, 1, $"'{table}' has fewer columns than were specified in the column list.");
    public static SqlErrorException NotGrouped(string column) =>
        Of(8120, 16, 1, $"Column '{column}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.");
    public static SqlErrorException NotGroupedInHaving(string column) =>
        Of(8121, 16, 1, $"Column '{column}' is invalid in the HAVING clause because it is not contained in either an aggregate function or the GROUP BY clause.");
    public static SqlErrorException NotGroupedInOrderBy(string column) =>
        Of(8127, 16, 1, $"Column \"{column}\" is invalid in the ORDER BY clause because it is not contained in either an aggregate function or the GROUP BY clause.");
    public static SqlErrorException AggregateInWhere() => Of(147, 15, 1,
        "An aggregate may not appear in the WHERE clause unless it is in a subquery contained in a HAVING clause or a select list, and the column being aggregated is an outer reference.");
    public static SqlErrorException OrderByPosition(long position) =>
        Of(108, 16, 1, $"The ORDER BY position number {position} is out of range of the number of items in the select list.");
    public static SqlErrorException UnionWidth() => Of(205, 16, 1,
        "All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.");
    public static SqlErrorException InvalidStarContext() => Of(104, 16, 1, "ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT operator.");
    public static SqlErrorException OneColumnOnly() => Of(116, 16, 1, "Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.");
    public static SqlErrorException AssignmentMixedWithRetrieval() => Of(141, 15, 1,
        "A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.");
    public static SqlErrorException StarWithoutFrom() => Of(263, 16, 1, "Must specify table to select from.");
    public static SqlErrorException UnknownProcedure(string name) => Of(2812, 16, 62, $"Could not find stored procedure '{name}'.");

    // Types and values.
    public static SqlErrorException TypeClash(string from, string to) => Of(206, 16, 2, $"Operand type clash: {from} is incompatible with {to}");
    public static SqlErrorException OperatorClash(string left, string right, string action) =>
        Of(402, 16, 1, $"The data types {left} and {right} are incompatible in the {action} operator.");
    public static SqlErrorException InvalidOperand(string type, string action) => Of(8117, 16, 1, $"Operand data type {type} is invalid for {action} operator.");
    public static SqlErrorException ExplicitConversion(string from, string to) =>
        Of(529, 16, 2, $"Explicit conversion from data type {from} to {to} is not allowed.");
    public static SqlErrorException ConversionFailed(string from, string value, string to) =>
        Of(245, 16, 1, $"Conversion failed when converting the {from} value '{value}' to data type {to}.");
    public static SqlErrorException NumberConversion(string from, string to) => Of(8114, 16, 5, $"Error converting data type {from} to {to}.");
    public static SqlErrorException MoneyConversion() => Of(235, 16, 0, "Cannot convert a char value to money. The char value has incorrect syntax.");
    public static SqlErrorException DateConversion() => Of(241, 16, 1, "Conversion failed when converting date and/or time from character string.");
    public static SqlErrorException DateOutOfRange(string from, string to) =>
        Of(242, 16, 3, $"The conversion of a {from} data type to a {to} data type resulted in an out-of-range value.");
    public static SqlErrorException DateAddOverflow(string type) => Of(517, 16, 1, $"Adding a value to a '{type}' column caused an overflow.");
    public static SqlErrorException DateDifferenceOverflow() => Of(535, 16, 0,
        "The datediff function resulted in an overflow. The number of dateparts separating two date/time instances is too large. Try to use datediff with a less precise datepart.");
    public static SqlErrorException UnknownDatePart(string part, string function) => Of(155, 15, 1, $"'{part}' is not a recognized {function} option.");
    public static SqlErrorException GuidConversion() => Of(8169, 16, 2, "Conversion failed when converting from a character string to uniqueidentifier.");
    public static SqlErrorException Overflow(string to) => Of(8115, 16, 2, $"Arithmetic overflow error converting expression to data type {to}.");
    public static SqlErrorException OverflowFrom(string from, string to) => Of(8115, 16, 8, $"Arithmetic overflow error converting {from} to data type {to}.");
    public static SqlErrorException SmallOverflow(string to, object value) =>
        Of(220, 16, 2, string.Create(CultureInfo.InvariantCulture, $"Arithmetic overflow error for data type {to}, value = {value}."));
    public static SqlErrorException DivideByZero() => Of(8134, 16, 1, "Divide by zero error encountered.");
    public static SqlErrorException InvalidLength(string function) => Of(537, 16, 3, $"Invalid length parameter passed to the {function} function.");
    public static SqlErrorException InvalidStyle(int style, string from) =>
        Of(281, 16, 1, string.Create(CultureInfo.InvariantCulture, $"{style} is not a valid style number when converting from {from} to a character string."));
    public static SqlErrorException SubqueryReturnedMore() => Of(512, 16, 1,
        "Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression.");

    // Rows.
    public static SqlErrorException NullInColumn(string column, string table, string action) =>
        Of(515, 16, 2, $"Cannot insert the value NULL into column '{column}', table '{table}'; column does not allow nulls. {action} fails.");
    public static SqlErrorException Truncated(string table, string column, string value) =>
        Of(2628, 16, 1, $"String or binary data would be truncated in table '{table}', column '{column}'. Truncated value: '{value}'.");
    public static SqlErrorException TruncatedSomewhere() => Of(8152, 16, 14, "String or binary data would be truncated.");
    public static SqlErrorException DuplicateKey(string kind, string constraint, string table, string key) =>
        Of(2627, 14, 1, $"Violation of {kind} constraint '{constraint}'. Cannot insert duplicate key in object '{table}'.{key}");
    public static SqlErrorException DuplicateIndexRow(string table, string index, string key) =>
        Of(2601, 14, 1, $"Cannot insert duplicate key row in object '{table}' with unique index '{index}'.{key}");
    public static SqlErrorException DuplicateOnCreate(string table, string index, string key) =>
        Of(1505, 16, 1, $"The CREATE UNIQUE INDEX statement terminated because a duplicate key was found for the object name '{table}' and the index name '{index}'.{key}");
    public static SqlErrorException ConstraintConflict(string action, string kind, string constraint, string database, string table, string column) =>
        Of(547, 16, 0, $"The {action} statement conflicted with the {kind} constraint \"{constraint}\". The conflict occurred in database \"{database}\", table \"{table}\"{column}.");
    public static SqlErrorException ColumnCount(bool more) => more
        ? Of(110, 15, 1, "There are fewer columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement.")
        : Of(109, 15, 1, "There are more columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement.");
    public static SqlErrorException ColumnCountOfTable() => Of(213, 16, 1, "Column name or number of supplied values does not match table definition.");
    public static SqlErrorException SelectListShort() => Of(120, 15, 1,
        "The select list for the INSERT statement contains fewer items than the insert list. The number of SELECT values must match the number of INSERT columns.");
    public static SqlErrorException SelectListLong() => Of(121, 15, 1,
        "The select list for the INSERT statement contains more items than the insert list. The number of SELECT values must match the number of INSERT columns.");
    public static SqlErrorException TooManyRowValues() => Of(10738, 15, 1,
        "The number of row value expressions in the INSERT statement exceeds the maximum allowed number of 1000 row values.");
    public static SqlErrorException UnequalRowValues() => Of(10709, 16, 1, "The number of columns for each row in a table value constructor must be the same.");
    public static SqlErrorException IdentityInsertOff(string table) =>
        Of(544, 16, 1, $"Cannot insert explicit value for identity column in table '{table}' when IDENTITY_INSERT is set to OFF.");
    public static SqlErrorException IdentityInsertNeedsList(string table) =>
        Of(8101, 16, 1, $"An explicit value for the identity column in table '{table}' can only be specified when a column list is used and IDENTITY_INSERT is ON.");
    public static SqlErrorException IdentityInsertNeedsValue(string table) =>
        Of(545, 16, 1, $"Explicit value must be specified for identity column in table '{table}' either when IDENTITY_INSERT is set to ON or when a replication user is inserting into a NOT FOR REPLICATION identity column.");
    public static SqlErrorException IdentityInsertElsewhere(string current, string table) =>
        Of(8107, 16, 1, $"IDENTITY_INSERT is already ON for table '{current}'. Cannot perform SET operation for table '{table}'.");
    public static SqlErrorException NoIdentity(string table) => Of(8106, 16, 1, $"Table '{table}' does not have the identity property. Cannot perform SET operation.");
    public static SqlErrorException UpdateIdentity(string column) => Of(8102, 16, 1, $"Cannot update identity column '{column}'.");

    // Objects.
    public static SqlErrorException ObjectExists(string name) => Of(2714, 16, 6, $"There is already an object named '{name}' in the database.");
    public static SqlErrorException CannotDrop(string kind, string name) =>
        Of(3701, 11, 5, $"Cannot drop the {kind} '{name}', because it does not exist or you do not have permission.");
    public static SqlErrorException CannotFind(string name) => Of(4902, 16, 1, $"Cannot find the object \"{name}\" because it does not exist or you do not have permissions.");
    public static SqlErrorException CannotFindToTruncate(string name) =>
        Of(4701, 16, 1, $"Cannot find the object \"{name}\" because it does not exist or you do not have permissions.");
    public static SqlErrorException CannotIndex(string name) =>
        Of(1088, 16, 12, $"Cannot find the object \"{name}\" because it does not exist or you do not have permissions.");
    public static SqlErrorException IndexExists(string index, string table) =>
        Of(1913, 16, 1, $"The operation failed because an index or statistics with name '{index}' already exists on table '{table}'.");
    public static SqlErrorException ColumnMissingInTable(string column) => Of(1911, 16, 1, $"Column name '{column}' does not exist in the target table or view.");
    public static SqlErrorException ColumnsMustBeUnique(string column, string table) =>
        Of(2705, 16, 4, $"Column names in each table must be unique. Column name '{column}' in table '{table}' is specified more than once.");
    public static SqlErrorException SecondPrimaryKey(string table) =>
        Of(8110, 16, 0, $"Cannot add multiple PRIMARY KEY constraints to table '{table}'.");
    public static SqlErrorException PrimaryKeyOnNullable(string table) => Of(8111, 16, 1, $"Cannot define PRIMARY KEY constraint on nullable column in table '{table}'.");
    public static SqlErrorException NotNullWithoutDefault(string column, string table) => Of(4901, 16, 1,
        $"ALTER TABLE only allows columns to be added that can contain nulls, or have a DEFAULT definition specified, or the column being added is an identity or timestamp column, or alternatively if none of the previous conditions are satisfied the table must be empty to allow addition of this column. Column '{column}' cannot be added to non-empty table '{table}' because it does not satisfy these conditions.");
    public static SqlErrorException UnknownSchema(string name) =>
        Of(2760, 16, 1, $"The specified schema name \"{name}\" either does not exist or you do not have permission to use it.");

    // Transactions and sessions.
    public static SqlErrorException NothingToCommit() => Of(3902, 16, 1, "The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.");
    public static SqlErrorException NothingToRollBack() => Of(3903, 16, 1, "The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.");
    public static SqlErrorException UnknownSavepoint(string name) =>
        Of(6401, 16, 1, $"Cannot roll back {name}. No transaction or savepoint of that name was found.");
    public static SqlErrorException NoTransactionToSave() => Of(628, 16, 0, "Cannot issue SAVE TRANSACTION when there is no active transaction.");
    public static SqlErrorException Doomed() => Of(3930, 16, 1,
        "The current transaction cannot be committed and cannot support operations that write to the log file. Roll back the transaction.");
    public static SqlErrorException DoomedAtTheEnd() => Of(3998, 16, 1, "Uncommittable transaction is detected at the end of the batch. The transaction is rolled back.");
    public static SqlErrorException SnapshotConflict(string table, string database) => Of(3960, 16, 2,
        $"Snapshot isolation transaction aborted due to update conflict. You cannot use snapshot isolation to access table '{table}' directly or indirectly in database '{database}' to update, delete, or insert the row that has been modified or deleted by another transaction. Retry the transaction or change the isolation level for the update/delete statement.");
    public static SqlErrorException StatementInTransaction(string statement) =>
        Of(226, 16, 6, $"{statement} statement not allowed within multi-statement transaction.");
    public static SqlErrorException ReadOnlyDatabase(string name) => Of(3906, 16, 1, $"Failed to update database \"{name}\" because the database is read-only.");
    public static SqlErrorException UnknownDatabase(string name) =>
        Of(911, 16, 1, $"Database '{name}' does not exist. Make sure that the name is entered correctly.");
    public static SqlErrorException NotASession(long id) => Of(6106, 16, 2, string.Create(CultureInfo.InvariantCulture, $"Process ID {id} is not an active process ID."));
    public static SqlErrorException KillYourself() => Of(6104, 16, 1, "Cannot use KILL to kill your own process.");
    public static SqlErrorException UnknownLanguage(string name) => Of(2742, 16, 1, $"SET LANGUAGE failed because '{name}' is not an official language name or a language alias on this SQL Server.");
    public static SqlErrorException BadDateFormat(string name) => Of(2741, 16, 1, $"SET DATEFORMAT date order '{name}' is invalid.");
    public static SqlErrorException BadDelay(string text) => Of(148, 15, 1, $"Incorrect time syntax in time string '{text}' used with WAITFOR.");
    public static SqlErrorException ThrowOutsideCatch() => Of(10704, 15, 1, "To rethrow an error, a THROW statement must be used inside a CATCH block. Insert the THROW statement inside a CATCH block, or add error parameters to the THROW statement.");
    public static SqlErrorException NestingTooDeep() => Of(217, 16, 1, "Maximum stored procedure, function, trigger, or view nesting level exceeded (limit 32).");

    // Rights.
    public static SqlErrorException Denied(string permission, string database) => Of(262, 14, 1, $"{permission} permission denied in database '{database}'.");
    public static SqlErrorException DeniedOnObject(string permission, string table, string database, string schema) =>
        Of(229, 14, 5, $"The {permission} permission was denied on the object '{table}', database '{database}', schema '{schema}'.");
    public static SqlErrorException DeniedOnServer() => Of(300, 14, 1, "VIEW SERVER STATE permission was denied on object 'server', database 'master'.");
    public static SqlErrorException NoAccess(string login, string database) =>
        Of(916, 14, 1, $"The server principal \"{login}\" is not able to access the database \"{database}\" under the current security context.");
    public static SqlErrorException NotPermitted(string action) => Of(15247, 16, 1, action.Length == 0 ? "User does not have permission to perform this action." : action);
    public static SqlErrorException KillDenied() => Of(6102, 14, 1, "User does not have permission to use the KILL statement.");

    // The stand-in's own voice: nothing that it does not know is passed over.

    /// <summary>A statement, function or option that a real server may know and the stand-in does not.</summary>
    public static SqlErrorException NotKnown(string what) =>
        Of(NotInStandIn, 16, 1, $"The SQL Server stand-in does not know {what}. It answers only what it really does; a real SQL Server may accept this.");

    public static SqlMessage StatementTerminated(int line) => new(3621, 0, 0, "The statement has been terminated.", line);

    private static SqlErrorException Of(int number, byte errorClass, byte state, string text, int line = 1) =>
        new(new SqlMessage(number, errorClass, state, text, line));
}
